import { z } from 'zod';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { linkOnArm } from '#lib/azure/http/link';
import { unreadable } from '#lib/azure/http/read';
import { type Answer, type NoAnswer, send } from '#lib/azure/http/send';
import { readRefusal } from '#lib/azure/refusal/refusal';
import { type ClusterId, clusterKey } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { parseJson } from '#lib/parse-json';
import { clusterUrl } from './cluster.ts';

/** What became of a write. */
export type Written =
  /** Azure took it. `operationUrl` is where to follow it. */
  | { readonly kind: 'accepted'; readonly operationUrl?: string | undefined }
  /** Azure said no: nothing changed. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Azure never saw it (there was no token to ask with, or nobody listened): nothing changed. */
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  /** The answer was lost, or is not Azure's: it may have landed, and only reading can tell. */
  | { readonly kind: 'lost'; readonly failure: Failure };

/** One PUT of a cluster. */
export type ClusterWrite = {
  /** From `putBody`. */
  readonly body: string;
  /** The eTag as Azure gave it, unquoted. */
  readonly ifMatch?: string | undefined;
  readonly correlationId: string;
};

/** Sends the cluster to AKS: exactly one request, whatever happens to it. */
export async function putCluster(
  arm: Arm,
  credential: Credential,
  id: ClusterId,
  write: ClusterWrite,
): Promise<Written> {
  const answer = await send(arm, credential, {
    method: 'PUT',
    url: clusterUrl(id),
    body: write.body,
    correlationId: write.correlationId,
    mode: 'write',
    headers: write.ifMatch === undefined ? {} : { 'if-match': write.ifMatch },
  });
  return answer.ok ? judgeAnswer(arm, id, answer.value) : judgeSilence(answer.error);
}

function judgeAnswer(arm: Arm, id: ClusterId, answer: Answer): Written {
  const { status, correlationId } = answer;
  if (status >= 200 && status < 300) {
    const operationUrl = operationLink(arm, answer);
    if (operationUrl !== undefined) return { kind: 'accepted', operationUrl };
    // A proxy on the way may answer anything.
    return isOfCluster(id, answer)
      ? { kind: 'accepted' }
      : { kind: 'lost', failure: unreadable(arm, answer, 'The answer names no cluster') };
  }
  const failure = readRefusal(answer, { about: id, correlationId, nowMs: arm.now() });
  // A gateway that gave up waiting (408, 502, 504) has often passed the write on; a redirect or a
  // 5xx of AKS's own proves nothing either way.
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  return { kind: isRefusal ? 'refused' : 'lost', failure };
}

/** AKS answers a PUT with the cluster. */
function isOfCluster(id: ClusterId, { bodyText }: Answer): boolean {
  const named = namedSchema.safeParse(parseJson(bodyText));
  return named.success && named.data.id.toLowerCase() === clusterKey(id);
}

const namedSchema = z.object({ id: z.string() });

function judgeSilence({ failure, reached }: NoAnswer): Written {
  return { kind: reached === 'maybe' ? 'lost' : 'not-sent', failure };
}

/** A link to elsewhere is as good as none: the cluster itself is read then. */
function operationLink(arm: Arm, { headers }: Answer): string | undefined {
  const link = headers.get('azure-asyncoperation') ?? headers.get('location');
  return link ? linkOnArm(arm, link)?.href : undefined;
}
