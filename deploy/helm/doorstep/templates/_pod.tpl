{{/* What the pods of all processes share. Arguments: root, component, secrets. */}}

{{/* Stops where `settings` has what other values decide. */}}
{{- define "doorstep.check" -}}
{{- $secrets := list "DATABASE_URL" "MIGRATION_URL" "SMTP_URL" "KEYS" "TEMPORAL_API_KEY" "TRACES_URL" -}}
{{- if has (trimSuffix "_FILE" .) $secrets -}}
{{- fail (printf "settings.%s: secrets come from the Secret that secret.name names" .) -}}
{{- else if has . (list "API_HOST" "API_PORT" "INTERNAL_HOST" "INTERNAL_PORT") -}}
{{- fail (printf "settings.%s: the chart sets it; use listenOn for another address family" .) -}}
{{- else if eq . "DEPLOYMENT_VERSION" -}}
{{- fail "settings.DEPLOYMENT_VERSION: set worker.version" -}}
{{- else if hasPrefix "DOORSTEP_" . -}}
{{- fail (printf "settings.%s: leave DOORSTEP_ out" .) -}}
{{- end -}}
{{- end -}}

{{/* Every setting of values.yaml, and the files of secrets. */}}
{{- define "doorstep.env" -}}
{{- range $name, $value := .root.Values.settings }}
{{- include "doorstep.check" $name }}
- name: DOORSTEP_{{ $name }}
  {{- /* Helm reads every number as a float, and writes a million as 1e+06. */}}
  value: {{ (kindIs "float64" $value | ternary (int64 $value) $value) | toString | quote }}
{{- end }}
{{- range include "doorstep.secrets" . | fromJsonArray }}
- name: DOORSTEP_{{ . }}_FILE
  value: /etc/doorstep/secrets/{{ . }}
{{- end }}
{{- if include "doorstep.certificate" . }}
- name: DOORSTEP_TEMPORAL_TLS_CERT_FILE
  value: /etc/doorstep/temporal/tls.crt
- name: DOORSTEP_TEMPORAL_TLS_KEY_FILE
  value: /etc/doorstep/temporal/tls.key
{{- if .root.Values.temporalCertificate.hasAuthority }}
- name: DOORSTEP_TEMPORAL_TLS_CA_FILE
  value: /etc/doorstep/temporal/ca.crt
{{- end }}
{{- end }}
{{- end -}}

{{/* The Secret with the certificate for Temporal, to which `migrate` does not connect. */}}
{{- define "doorstep.certificate" -}}
{{- if ne .component "migrate" }}{{ .root.Values.temporalCertificate.secretName }}{{ end -}}
{{- end -}}

{{/* As JSON: the keys of the Secret that a process gets. */}}
{{- define "doorstep.secrets" -}}
{{- $keys := .secrets -}}
{{- if and .root.Values.secret.temporalApiKey (ne .component "migrate") -}}
{{- $keys = append $keys "TEMPORAL_API_KEY" -}}
{{- end -}}
{{- if and .root.Values.secret.tracesUrl (has .component (list "api" "worker")) -}}
{{- $keys = append $keys "TRACES_URL" -}}
{{- end -}}
{{ toJson $keys }}
{{- end -}}

{{- define "doorstep.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "doorstep.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "doorstep.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if include "doorstep.secrets" . | fromJsonArray }}
- {name: secrets, mountPath: /etc/doorstep/secrets, readOnly: true}
{{- end }}
{{- if include "doorstep.certificate" . }}
- {name: temporal, mountPath: /etc/doorstep/temporal, readOnly: true}
{{- end }}
{{- with .root.Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "doorstep.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 64Mi}
{{- with include "doorstep.secrets" . | fromJsonArray }}
- name: secrets
  secret:
    secretName: {{ $.root.Values.secret.name }}
    defaultMode: 0440
    items:
      {{- range . }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
{{- end }}
{{- with include "doorstep.certificate" . }}
- name: temporal
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with .root.Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The pod, without its containers. `enableServiceLinks` would set DOORSTEP_API_PORT. */}}
{{- define "doorstep.pod" -}}
enableServiceLinks: false
automountServiceAccountToken: false
serviceAccountName: {{ .root.Values.serviceAccountName }}
securityContext:
  {{- include "doorstep.podSecurity" . | nindent 2 }}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .placing.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .placing.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .placing.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  {{- include "doorstep.volumes" . | nindent 2 }}
{{- end -}}

{{/* What the containers of API and workers share: liveness needs nothing but the process. */}}
{{- define "doorstep.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: internal}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /healthz, port: internal}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /readyz, port: internal}
  periodSeconds: 5
  timeoutSeconds: 10
  failureThreshold: 2
{{- end -}}

{{- define "doorstep.spread" -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "doorstep.selector" $.root | nindent 8 }}
        app.kubernetes.io/component: {{ $.component }}
  {{- end }}
{{- end -}}
