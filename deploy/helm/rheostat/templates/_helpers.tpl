{{- define "rheostat.name" -}}
{{- if contains "rheostat" .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-rheostat" (.Release.Name | trunc 41 | trimSuffix "-") -}}
{{- end -}}
{{- end -}}

{{- define "rheostat.selector" -}}
app.kubernetes.io/name: rheostat
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "rheostat.metadata" -}}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "rheostat.selector" . | nindent 2 }}
{{- end -}}

{{/* The Secret with tokens: the one that the values make, else the one that is named. */}}
{{- define "rheostat.tokens" -}}
{{- if or .Values.tokens.page .Values.tokens.ingest -}}
{{- printf "%s-tokens" (include "rheostat.name" .) -}}
{{- else -}}
{{- required "tokens: give tokens.page and tokens.ingest, or name a Secret in tokens.existingSecret; page and ingest do not listen beyond loopback without" .Values.tokens.existingSecret -}}
{{- end -}}
{{- end -}}

{{- define "rheostat.scheme" -}}
{{- if .Values.tls.existingSecret -}}HTTPS{{- else -}}HTTP{{- end -}}
{{- end -}}

{{- define "rheostat.probe" -}}
httpGet: {path: {{ .path }}, port: page, scheme: {{ include "rheostat.scheme" .root }}}
{{- end -}}

{{/* The keys of page.yaml and ingest.yaml that say where it listens and to whom. */}}
{{- define "rheostat.door" -}}
listen: {{ printf "%s:%v" .root.Values.listen .port | quote }}
bearerTokens: tokens/{{ .tokens }}.txt
{{- if .root.Values.tls.existingSecret }}
tls: {certificate: tls/tls.crt, key: tls/tls.key}
{{- end }}
{{- end -}}

{{/* Binds a Role to the account of the Deployment, which is in another namespace. */}}
{{- define "rheostat.binding" }}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: {{ .name }}
  namespace: {{ .namespace }}
  labels:
    {{- include "rheostat.selector" .root | nindent 4 }}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{ .name }}}
subjects:
  - {kind: ServiceAccount, name: {{ include "rheostat.name" .root }}, namespace: {{ .root.Release.Namespace }}}
{{- end }}
