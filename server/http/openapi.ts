import { z } from 'zod';
import { writeHeader, type Endpoint } from '../../shared/contract/endpoint.ts';
import { errorCodes, errorEnvelope } from '../../shared/contract/errors.ts';
import { hubChange } from '../../shared/contract/hub-changes.ts';
import { exportInstances, exportMediaTypes } from '../../shared/contract/instance-export.ts';
import { hubParams } from '../../shared/contract/values.ts';
import { statusOfCode } from './error-handler.ts';

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const described: Json = z.toJSONSchema(schema, { io });
  delete described.$schema;
  return described;
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const fields: Record<string, z.ZodType> = schema.shape;
  return Object.entries(fields).map(([name, field]) => ({
    name,
    in: place,
    required: !field.safeParse(undefined).success,
    schema: schemaOf(field, 'input'),
  }));
}

const writeHeaderParameter = {
  name: writeHeader.name,
  in: 'header',
  required: true,
  schema: { type: 'string', const: writeHeader.value },
};

function answer(description: string, schema: Json, mediaType = 'application/json'): Json {
  return { description, content: { [mediaType]: { schema } } };
}

function failures(): Json {
  const answers: Json = {};
  for (const code of errorCodes) {
    const sameStatus = errorCodes.filter((other) => statusOfCode[other] === statusOfCode[code]);
    answers[statusOfCode[code]] = answer(sameStatus.join(', '), { $ref: '#/components/schemas/Error' });
  }
  return answers;
}

function operation(endpoint: Endpoint): Json {
  const { method, summary, params, query, body, result, status, mediaType } = endpoint;
  const hasBody = body instanceof z.ZodObject;
  return {
    summary,
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(method === 'GET' ? [] : [writeHeaderParameter]),
    ],
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }
      : {}),
    responses: {
      [status]: answer(status === 202 ? 'Queued' : 'Done', schemaOf(result, 'output'), mediaType),
      ...failures(),
    },
  };
}

const changes: Json = {
  get: {
    summary: 'Server-sent events: one whenever the index took in new rows',
    parameters: parametersOf(hubParams, 'path'),
    responses: {
      200: answer('The data of every event', schemaOf(hubChange, 'output'), 'text/event-stream'),
      ...failures(),
    },
  },
};

const instanceExport: Json = {
  get: {
    summary: exportInstances.summary,
    parameters: [
      ...parametersOf(exportInstances.params, 'path'),
      ...parametersOf(exportInstances.query, 'query'),
    ],
    responses: {
      200: {
        description: 'The file, streamed; cut off when something fails midway',
        headers: {
          [exportInstances.totalHeader]: { description: 'Rows that will come', schema: { type: 'integer' } },
        },
        content: Object.fromEntries(
          Object.values(exportMediaTypes).map((type) => [type, { schema: { type: 'string' } }]),
        ),
      },
      ...failures(),
    },
  },
};

/** OpenAPI 3.1 of the given endpoints, of the event stream and of the file beside them. */
export function describeApi(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {
    '/api/hubs/{hub}/changes': changes,
    '/api/hubs/{hub}/instance-export': instanceExport,
  };
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Durascope', version: '1', description: 'Task hubs: reading them and acting on them.' },
    paths,
    components: { schemas: { Error: schemaOf(errorEnvelope, 'output') } },
  };
}
