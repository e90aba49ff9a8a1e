// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.samples.quickstart;

import ca.openpolicy.core.Archive;
import ca.openpolicy.core.Bill;
import ca.openpolicy.core.BillKey;
import ca.openpolicy.core.BillStatus;
import ca.openpolicy.core.Bills;
import ca.openpolicy.core.Filter;
import ca.openpolicy.core.Page;
import ca.openpolicy.core.PageRequest;
import ca.openpolicy.core.Text;
import ca.openpolicy.embedded.EmbeddedPostgres;
import ca.openpolicy.embedded.EmbeddedPostgresSettings;
import ca.openpolicy.storage.postgres.ArchiveSettings;
import ca.openpolicy.storage.postgres.PostgresArchive;
import ca.openpolicy.storage.shard.Shard;
import ca.openpolicy.storage.shard.ShardMap;

/** Keeps a handful of bills on two shards: creates, updates, pages. */
public final class QuickStart {
    private QuickStart() {}

    /**
     * Runs the sample.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresSettings.temporary())) {
            postgres.createDatabase("s0");
            postgres.createDatabase("s1");
            ShardMap shards = ShardMap.of(
                    Shard.at("s0", postgres.dataSource("s0")), Shard.at("s1", postgres.dataSource("s1")));
            PostgresArchive.migrate(shards, ArchiveSettings.defaults());
            try (Archive archive = PostgresArchive.open(shards, ArchiveSettings.defaults())) {
                keepBills(archive);
            }
        }
    }

    private static void keepBills(Archive archive) {
        for (int number = 1; number <= 5; number++) {
            BillKey key = BillKey.parse("ca/45-1/C-" + number);
            archive.bills().create(Bill.stub(key).with(Text.of("Bill " + number, "Projet de loi " + number)));
        }
        Bill third = archive.bills().find(BillKey.parse("ca/45-1/c3")).orElseThrow();
        Bill law = archive.bills().update(third.with(BillStatus.ROYAL_ASSENT), third.version());
        System.out.println(law.key() + " is law: " + law.law() + ", version " + law.version());

        Filter<Bill> session = Filter.where(Bills.SESSION.is("45-1"));
        PageRequest<Bill> request = PageRequest.first(2);
        Page<Bill> page = archive.bills().find(session, request);
        print(page);
        while (page.next().isPresent()) {
            page = archive.bills().find(session, request.at(page.next().get()));
            print(page);
        }
    }

    private static void print(Page<Bill> page) {
        page.items().forEach(bill -> System.out.println(bill.key() + " " + bill.status() + " " + bill.id()));
        System.out.println("--");
    }
}
