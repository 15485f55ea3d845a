using System.Collections.Generic;
using System.Threading.Tasks;

namespace SkatFtps.Ledger.Sql;

/// <summary>The tables, by version. A step, once released, is never edited: the next version adds one.</summary>
internal static class LedgerSchema
{
    public const int Version = 3;

    // Times are milliseconds since 1970, UTC, by the database's clock: one form in every database, and exact.
    private static readonly IReadOnlyList<string> First =
    [
        "CREATE TABLE skatftps_schema (version {int} NOT NULL, changed_at {long} NOT NULL)",

        "CREATE TABLE skatftps_account (id {id}, gateway_host {name} NOT NULL, user_name {text} NOT NULL, user_key {name} NOT NULL,"
            + " opened_at {long} NOT NULL)",
        "CREATE UNIQUE INDEX skatftps_account_key ON skatftps_account (gateway_host, user_key)",

        "CREATE TABLE skatftps_owner (id {id}, owner {name} NOT NULL, machine {text} NOT NULL, machine_id {text} NOT NULL, os_user"
            + " {text} NOT NULL, process_id {long} NOT NULL, process_mark {text} NOT NULL, lease_until {long} NOT NULL)",
        "CREATE UNIQUE INDEX skatftps_owner_key ON skatftps_owner (owner)",

        "CREATE TABLE skatftps_submission (id {id}, account_id {long} NOT NULL, service {text} NOT NULL, name {text} NOT NULL, name_key"
            + " {name} NOT NULL, sha256 {name} NOT NULL, length {long} NOT NULL, validate_only {int} NOT NULL, allow_duplicate {int} NOT"
            + " NULL, state {name} NOT NULL, reason {text}, token {name} NOT NULL, owner {name}, attempted {int} NOT NULL, reserved_at"
            + " {long} NOT NULL, changed_at {long} NOT NULL, machine {text} NOT NULL, os_user {text} NOT NULL, process_id {long} NOT NULL)",

        // What the promise rests on: one row that is not withdrawn for a name.
        "CREATE UNIQUE INDEX skatftps_submission_live ON skatftps_submission (account_id, name_key) WHERE state <> 'Withdrawn'",
        "CREATE INDEX skatftps_submission_name ON skatftps_submission (account_id, name_key)",
        "CREATE INDEX skatftps_submission_content ON skatftps_submission (account_id, sha256)",
        "CREATE INDEX skatftps_submission_open ON skatftps_submission (account_id, owner) WHERE owner IS NOT NULL",
        "CREATE INDEX skatftps_submission_state ON skatftps_submission (account_id, state)",
        "CREATE INDEX skatftps_submission_time ON skatftps_submission (account_id, changed_at)",

        "CREATE TABLE skatftps_change (id {id}, account_id {long} NOT NULL, submission_id {long} NOT NULL, from_state {name}, to_state"
            + " {name} NOT NULL, reason {text}, at {long} NOT NULL, machine {text} NOT NULL, os_user {text} NOT NULL, process_id {long}"
            + " NOT NULL)",
        "CREATE INDEX skatftps_change_of ON skatftps_change (submission_id)",
        "CREATE INDEX skatftps_change_time ON skatftps_change (account_id, at)",

        "CREATE TABLE skatftps_status (id {id}, account_id {long} NOT NULL, name {name} NOT NULL, sha256 {name} NOT NULL, size {long}"
            + " NOT NULL, service {text} NOT NULL, file_name {text}, file_key {name}, transaction_id {text} NOT NULL, transaction_key"
            + " {name} NOT NULL, code {int} NOT NULL, stamped_at {long}, skat_id {text}, error_code {text}, error_message {text},"
            + " error_resolution {text}, response_names {text}, xml {blob}, submission_id {long}, read_at {long} NOT NULL, written_at"
            + " {long})",

        // A name may come back with other content: the gateway's rule for a second status 3 is not known.
        "CREATE UNIQUE INDEX skatftps_status_key ON skatftps_status (account_id, name, sha256)",
        "CREATE INDEX skatftps_status_file ON skatftps_status (account_id, file_key)",
        "CREATE INDEX skatftps_status_transaction ON skatftps_status (account_id, transaction_key)",
        "CREATE INDEX skatftps_status_new ON skatftps_status (account_id, id) WHERE written_at IS NULL",
        "CREATE INDEX skatftps_status_time ON skatftps_status (account_id, read_at)",

        "CREATE TABLE skatftps_response (id {id}, account_id {long} NOT NULL, name {name} NOT NULL, transaction_id {text}, size {long}"
            + " NOT NULL, local_path {text}, sha256 {name} NOT NULL, received_at {long} NOT NULL, removed_at {long})",
        "CREATE UNIQUE INDEX skatftps_response_key ON skatftps_response (account_id, name, sha256)",
        "CREATE INDEX skatftps_response_time ON skatftps_response (account_id, received_at)",

        "CREATE TABLE skatftps_login (id {id}, account_id {long} NOT NULL, at {long} NOT NULL, outcome {text} NOT NULL, machine {text}"
            + " NOT NULL, os_user {text} NOT NULL, process_id {long} NOT NULL)",
        "CREATE INDEX skatftps_login_time ON skatftps_login (account_id, at)",

        "CREATE TABLE skatftps_listing (id {id}, account_id {long} NOT NULL, at {long} NOT NULL, completed_at {long}, entries {long},"
            + " machine {text} NOT NULL, os_user {text} NOT NULL, process_id {long} NOT NULL)",
        "CREATE INDEX skatftps_listing_time ON skatftps_listing (account_id, at)",

        "CREATE TABLE skatftps_folder (id {id}, account_id {long} NOT NULL, name {name} NOT NULL, first_seen_at {long} NOT NULL,"
            + " last_seen_at {long} NOT NULL, present {int} NOT NULL)",
        "CREATE UNIQUE INDEX skatftps_folder_key ON skatftps_folder (account_id, name)",
    ];

    // A large file's hash is known only when it has travelled, and is empty until then; its key is what can be compared before.
    private static readonly IReadOnlyList<string> Second =
    [
        "ALTER TABLE skatftps_submission ADD content_key {name}",
        "UPDATE skatftps_submission SET content_key = sha256 WHERE length <= 4194304",
        "CREATE INDEX skatftps_submission_key ON skatftps_submission (account_id, content_key)",

        // Of the large ones from before there is only the hash.
        "CREATE INDEX skatftps_submission_unkeyed ON skatftps_submission (account_id, length) WHERE content_key IS NULL",
    ];

    // What is known of a doubt outlives the state: why a person must look, and what went on the wire where that is not the file.
    private static readonly IReadOnlyList<string> Third =
    [
        "ALTER TABLE skatftps_submission ADD needs_review {text}",
        "ALTER TABLE skatftps_submission ADD wire_length {long}",
        "ALTER TABLE skatftps_submission ADD wire_sha256 {name}",
        "ALTER TABLE skatftps_submission ADD reviewed_at {long}",
        "CREATE INDEX skatftps_submission_review ON skatftps_submission (account_id) WHERE needs_review IS NOT NULL",

        // How much of these went is not known any more.
        "UPDATE skatftps_submission SET needs_review = COALESCE(reason, 'It was in doubt.') WHERE state = 'InDoubt'",

        // Whether a server ends its side of an upload's data connection, by its address and greeting.
        "CREATE TABLE skatftps_server (id {id}, account_id {long} NOT NULL, server_key {name} NOT NULL, peer_address {text} NOT NULL,"
            + " greeting {text} NOT NULL, confirmed {int} NOT NULL, in_row {int} NOT NULL, doubts {text}, unlearned {int} NOT NULL,"
            + " changed_at {long} NOT NULL)",
        "CREATE UNIQUE INDEX skatftps_server_key ON skatftps_server (account_id, server_key)",

        // Two rows of one name, where the ledger lost the first and another came meanwhile: one is found by the name, the other is kept.
        "ALTER TABLE skatftps_submission ADD contested {int}",
        "DROP INDEX skatftps_submission_live",
        "CREATE UNIQUE INDEX skatftps_submission_live ON skatftps_submission (account_id, name_key) WHERE state <> 'Withdrawn' AND"
            + " contested IS NULL",

        // A second way to a name, over another column, so that one damaged index alone frees none; and what shows that a row is damaged.
        "ALTER TABLE skatftps_submission ADD name_digest {long}",
        "ALTER TABLE skatftps_submission ADD checksum {long}",
        "DROP INDEX skatftps_submission_name",
        "CREATE INDEX skatftps_submission_digest ON skatftps_submission (account_id, name_digest)",

        // Which ledger this is, and how often each account was written to: a copy that was put in its place is lower, or another.
        "CREATE TABLE skatftps_ledger (id {id}, ledger {name} NOT NULL, made_at {long} NOT NULL, layout {long}, checked_at {long} NOT"
            + " NULL)",
        "ALTER TABLE skatftps_account ADD counter {long}",
        "ALTER TABLE skatftps_account ADD checksum {long}",
        "ALTER TABLE skatftps_account ADD mark {text}",

        // Who opened it, and with what: an upgrade must not lock out another installation unawares.
        "CREATE TABLE skatftps_installation (id {id}, machine {text} NOT NULL, os_user {text} NOT NULL, place {text} NOT NULL, place_key"
            + " {name} NOT NULL, module {text} NOT NULL, known_schema {int} NOT NULL, opened_at {long} NOT NULL)",
        "CREATE UNIQUE INDEX skatftps_installation_key ON skatftps_installation (place_key)",

        // What /out told of a file when it was fetched: by this it is known again. Of what was fetched before there is nothing.
        "CREATE TABLE skatftps_sighting (id {id}, account_id {long} NOT NULL, name {name} NOT NULL, sha256 {name} NOT NULL, length"
            + " {long} NOT NULL, form {int} NOT NULL, size {long} NOT NULL, modified {long} NOT NULL, first_shown_at {long} NOT NULL,"
            + " fetched_at {long} NOT NULL, removed_at {long})",
        "CREATE INDEX skatftps_sighting_name ON skatftps_sighting (account_id, name)",
    ];

    /// <summary>Step i takes a ledger from version i to i + 1.</summary>
    private static readonly IReadOnlyList<IReadOnlyList<string>> Steps = [First, Second, Third];

    /// <summary>Zero when there are no tables yet.</summary>
    public static async Task<long> ReadVersionAsync(LedgerScope scope)
    {
        if (await scope.NumberAsync(scope.Dialect.TableExists, ("@table", "skatftps_schema")).ConfigureAwait(false) == 0)
        {
            return 0;
        }

        return await scope.NumberAsync("SELECT MAX(version) FROM skatftps_schema").ConfigureAwait(false);
    }

    /// <summary>Brings the tables to <see cref="Version"/> within the scope's transaction.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="to">An older version: tests make such ledgers.</param>
    public static async Task MigrateAsync(LedgerScope scope, int to = Version)
    {
        for (long version = await ReadVersionAsync(scope).ConfigureAwait(false); version < to; version++)
        {
            foreach (string statement in Steps[(int)version])
            {
                await scope.ExecuteAsync(scope.Dialect.Schema(statement)).ConfigureAwait(false);
            }

            if (version == 2)
            {
                await LedgerUpgrade.ToThirdAsync(scope).ConfigureAwait(false);
            }

            await scope.ExecuteAsync(
                $"INSERT INTO skatftps_schema (version, changed_at) VALUES (@version, {scope.Dialect.Clock})",
                ("@version", version + 1)).ConfigureAwait(false);
        }

        if (to >= 3)
        {
            await scope.ExecuteAsync(
                "UPDATE skatftps_ledger SET layout = @layout",
                ("@layout", await LedgerLayout.SumAsync(scope).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }
}
