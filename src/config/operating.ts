import type { Variables } from './environment.js';
import { SECRET_LENGTH_MIN } from './variables.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What those who run the service see of it, and how it stops. */
export interface OperatingConfig {
  readonly logLevel: LogLevel;
  /** Of requests that are answered with data, how many in a hundred are logged. */
  readonly logRequestsPercent: number;
  /** The bearer token that /metrics takes; null where it answers this machine alone. */
  readonly metricsToken: string | null;
  /** Where traces go, by OTLP over HTTP; null for no traces. */
  readonly tracesUrl: string | null;
  readonly tracesPercent: number;
  /** How long the service goes on taking requests after it has told that it is not ready any more. */
  readonly stopDelaySeconds: number;
}

export function operatingConfig(variables: Variables, sandbox: boolean): OperatingConfig {
  return {
    logLevel: variables.oneOf('LOG_LEVEL', LOG_LEVELS, sandbox ? 'warn' : 'info'),
    logRequestsPercent: variables.integer('LOG_REQUESTS_PERCENT', 100, 0, 100),
    metricsToken: metricsToken(variables),
    tracesUrl: tracesUrl(variables),
    tracesPercent: variables.integer('TRACES_PERCENT', 100, 0, 100),
    stopDelaySeconds: variables.integer('STOP_DELAY_SECONDS', 0, 0, 60),
  };
}

function metricsToken(variables: Variables): string | null {
  const token = variables.text('METRICS_TOKEN');
  if (token !== null && !(token.length >= SECRET_LENGTH_MIN && /^[\w.~+/=-]+$/.test(token))) {
    variables.fault('METRICS_TOKEN', `must be a bearer token of at least ${SECRET_LENGTH_MIN} characters.`);
  }
  return token;
}

/** The endpoint is that of all signals; traces have their own path below it. */
function tracesUrl(variables: Variables): string | null {
  const endpoint = variables.text('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === null) return null;
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    variables.fault('OTEL_EXPORTER_OTLP_ENDPOINT', 'must be an http:// or https:// address, such as http://host:4318.');
  }
  return `${endpoint.replace(/\/$/, '')}/v1/traces`;
}
