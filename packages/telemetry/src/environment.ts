/** Where spans are sent, by the name OpenTelemetry gives it everywhere; empty is the same as absent. */
export const collector = (): string => process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '';
