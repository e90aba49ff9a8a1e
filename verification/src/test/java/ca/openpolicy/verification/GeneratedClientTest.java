// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import generated.openpolicy.ApiClient;
import generated.openpolicy.ApiException;
import generated.openpolicy.ApiResponse;
import generated.openpolicy.api.BillsApi;
import generated.openpolicy.api.PlatformSourcesApi;
import generated.openpolicy.api.VotesApi;
import generated.openpolicy.model.Ballot;
import generated.openpolicy.model.Bill;
import generated.openpolicy.model.BillAnswer;
import generated.openpolicy.model.BillChange;
import generated.openpolicy.model.BillDraft;
import generated.openpolicy.model.BillDraftTitle;
import generated.openpolicy.model.BillList;
import generated.openpolicy.model.BillPatch;
import generated.openpolicy.model.Freshness;
import generated.openpolicy.model.Vote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that a generator made of the description walks the interface of a server. */
class GeneratedClientTest {
    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void a_generated_client_walks_lists_writes_and_learns_of_problems() throws Exception {
        try (ServerProcess server = ServerProcess.start(directory).awaitReady(Duration.ofMinutes(3))) {
            ApiClient client = new ApiClient();
            client.updateBaseUri("http://127.0.0.1:" + server.port());
            BillsApi bills = new BillsApi(client);
            assertThat(every(bills))
                    .hasSizeGreaterThan(20)
                    .extracting(Bill::getId)
                    .doesNotHaveDuplicates();
            assertThat(ballots(new VotesApi(client))).isNotEmpty();
            assertThat(sources(client)).extracting(Freshness::getSource).containsExactly("sample-parliament");
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> read(bills, "0000000000000"))
                    .satisfies(problem -> assertThat(problem.getCode()).isEqualTo(404));
            write(client, token());
        }
    }

    private static void write(ApiClient client, String token) throws ApiException {
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        BillsApi bills = new BillsApi(client);
        ApiResponse<BillAnswer> created = bills.createBillWithHttpInfo(
                BillsApi.APICreateBillRequest.newBuilder().billDraft(draft()).build());
        Bill bill = created.getData().getData();
        String seen = Optional.ofNullable(created.getHeaders().get("etag"))
                .orElseThrow()
                .getFirst();
        Bill changed = bills.changeBill(BillsApi.APIChangeBillRequest.newBuilder()
                        .id(bill.getId())
                        .ifMatch(seen)
                        .billPatch(new BillPatch().status(BillPatch.StatusEnum.DEFEATED))
                        .build())
                .getData();
        assertThat(changed.getVersion()).isEqualTo(2);
        assertThat(read(bills, bill.getId()).getStatus()).isEqualTo(Bill.StatusEnum.DEFEATED);
        assertThat(bills.listBillHistory(BillsApi.APIListBillHistoryRequest.newBuilder()
                                .id(bill.getId())
                                .build())
                        .getData())
                .extracting(BillChange::getVersion)
                .containsExactly(2L, 1L);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> bills.deleteBill(BillsApi.APIDeleteBillRequest.newBuilder()
                        .id(bill.getId())
                        .ifMatch(seen)
                        .build()))
                .satisfies(problem -> assertThat(problem.getCode()).isEqualTo(412));
    }

    private static BillDraft draft() {
        return new BillDraft()
                .jurisdiction("zz")
                .session("3-1")
                .number("C-901")
                .title(new BillDraftTitle().en("An Act respecting generated clients"));
    }

    private static Bill read(BillsApi api, String id) throws ApiException {
        return api.getBill(BillsApi.APIGetBillRequest.newBuilder().id(id).build())
                .getData();
    }

    private static List<Bill> every(BillsApi api) throws ApiException {
        List<Bill> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            BillList page = api.listBills(BillsApi.APIListBillsRequest.newBuilder()
                    .session(List.of("zz/3-1"))
                    .limit(7)
                    .cursor(cursor)
                    .build());
            all.addAll(page.getData());
            cursor = next(page.getPage().getNext());
        } while (cursor != null);
        return all;
    }

    private static @Nullable String next(@Nullable String link) {
        Matcher found = CURSOR.matcher(link == null ? "" : link);
        return found.find() ? found.group(1) : null;
    }

    private static List<Ballot> ballots(VotesApi api) throws ApiException {
        List<Ballot> all = new ArrayList<>();
        for (Vote vote :
                api.listVotes(VotesApi.APIListVotesRequest.newBuilder().build()).getData()) {
            all.addAll(api.listVoteBallots(VotesApi.APIListVoteBallotsRequest.newBuilder()
                            .id(vote.getId())
                            .build())
                    .getData());
        }
        return all;
    }

    private static List<Freshness> sources(ApiClient client) throws ApiException {
        return new PlatformSourcesApi(client)
                .listPlatformSources(PlatformSourcesApi.APIListPlatformSourcesRequest.newBuilder()
                        .build())
                .getData();
    }

    private String token() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path file = files.filter(each -> each.endsWith("operator.token"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file).strip();
        }
    }
}
