import type { JsonObject } from './json.ts';

/** Google's error answer (https://google.aip.dev/193). */
export interface ApiError {
  code: number;
  status: string;
  message: string;
  details?: JsonObject[];
}

export const invalidArgument = (message: string): ApiError => ({ code: 400, status: 'INVALID_ARGUMENT', message });

export const missingKey = (): ApiError => ({
  code: 403,
  status: 'PERMISSION_DENIED',
  message:
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
});

export const unknownModel = (model: string, version: string, method: string): ApiError => ({
  code: 404,
  status: 'NOT_FOUND',
  message: `models/${model} is not found for API version ${version}, or is not supported for ${method}. Call ModelService.ListModels to see the list of available models and their supported methods.`,
});

export const unavailable = (): ApiError => ({
  code: 503,
  status: 'UNAVAILABLE',
  message: 'The model is overloaded. Please try again later.',
});

export const quotaExceeded = (model: string, retryAfterSeconds: number): ApiError => ({
  code: 429,
  status: 'RESOURCE_EXHAUSTED',
  message: `You exceeded your current quota, please check your plan and billing details. Please retry in ${retryAfterSeconds}s.`,
  details: [
    {
      '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
      violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel', quotaDimensions: { model } }],
    },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds}s` },
  ],
});
