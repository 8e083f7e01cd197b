{{/* Names and labels. */}}

{{- define "doorstep.name" -}}
{{- if .Values.nameOverride -}}
{{ .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* What selects the pods of this installation; never changes. */}}
{{- define "doorstep.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "doorstep.labels" -}}
{{ include "doorstep.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* The image, of a tag that is given as `tag` or of this release. */}}
{{- define "doorstep.image" -}}
{{- $image := .root.Values.image -}}
{{- if .tag -}}
{{ $image.repository }}:{{ .tag }}
{{- else if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The end of the name of the workers of a release; empty where flows are not pinned. */}}
{{- define "doorstep.release" -}}
{{- if . -}}
-{{ regexReplaceAll "[^a-z0-9]+" (. | lower) "-" | trunc 12 | trimSuffix "-" }}
{{- end -}}
{{- end -}}
