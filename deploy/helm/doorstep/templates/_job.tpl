{{/* A command that runs once. Arguments: root, component, secrets, args, hook, weight. */}}
{{- define "doorstep.job" -}}
{{- $it := merge (dict "placing" .root.Values.jobs) . -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "doorstep.name" .root }}-{{ .component }}
  labels:
    {{- include "doorstep.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  annotations:
    helm.sh/hook: {{ .hook }}
    helm.sh/hook-weight: {{ .weight | quote }}
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: {{ .tries }}
  template:
    metadata:
      labels:
        {{- include "doorstep.selector" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .component }}
        {{- with .root.Values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "doorstep.pod" $it | nindent 6 }}
      restartPolicy: Never
      containers:
        - name: {{ .component }}
          image: {{ include "doorstep.image" (dict "root" .root) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: {{ toJson .args }}
          env:
            {{- include "doorstep.env" $it | trim | nindent 12 }}
          securityContext:
            {{- include "doorstep.containerSecurity" .root | nindent 12 }}
          resources:
            {{- toYaml .root.Values.jobs.resources | nindent 12 }}
          volumeMounts:
            {{- include "doorstep.mounts" $it | nindent 12 }}
{{- end -}}
