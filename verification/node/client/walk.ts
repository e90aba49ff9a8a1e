// SPDX-License-Identifier: Apache-2.0
// Walks the interface with a client whose types all come from its description.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Bill = components["schemas"]["Bill"];
type Ballot = components["schemas"]["Ballot"];

export interface Walked {
  bills: number;
  votes: number;
  ballots: number;
  approval: number | null;
  problem: string;
  sources: string[];
}

export async function walk(baseUrl: string): Promise<Walked> {
  const client = createClient<paths, "application/json" | "application/problem+json">({
    baseUrl,
    querySerializer: { array: { style: "form", explode: false } },
  });

  const bills: Bill[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await client.GET("/api/v1/bills", {
      params: { query: { limit: 7, session: ["zz/3-1"], include: ["votes"], ...(cursor === undefined ? {} : { cursor }) } },
    });
    if (data === undefined) {
      throw new Error("the list of bills has no answer");
    }
    bills.push(...data.data);
    cursor = next(data.page.next);
  } while (cursor !== undefined);

  const bill = bills.find((each) => (each.votes ?? []).length > 0);
  if (bill === undefined) {
    throw new Error("no bill was voted on");
  }
  const path = { jurisdiction: bill.jurisdiction, session: bill.session, number: bill.number };
  const whole = await client.GET("/api/v1/bills/{jurisdiction}/{session}/{number}", {
    params: { path, query: { include: ["stages", "votes"], lang: "fr" } },
  });
  const statistics = await client.GET("/api/v1/bills/{id}/statistics", { params: { path: { id: bill.id } } });
  const votes = whole.data?.data.votes ?? [];

  const ballots: Ballot[] = [];
  for (const vote of votes) {
    const { data } = await client.GET("/api/v1/votes/{id}/ballots", {
      params: { path: { id: vote.id }, query: { limit: 500, choice: ["yea", "nay"] } },
    });
    ballots.push(...(data?.data ?? []));
  }

  const wrong = await client.GET("/api/v1/bills/{id}", { params: { path: { id: "0000000000000" } } });
  const sources = await client.GET("/api/v1/platform/sources");
  return {
    bills: bills.length,
    votes: votes.length,
    ballots: ballots.length,
    approval: statistics.data?.data.decisive?.approval_percentage ?? null,
    problem: wrong.error?.type ?? "none",
    sources: (sources.data?.data ?? []).map((each) => each.source),
  };
}

function next(link: string | null): string | undefined {
  return link === null ? undefined : (new URL(link, "http://localhost").searchParams.get("cursor") ?? undefined);
}
