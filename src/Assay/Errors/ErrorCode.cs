namespace Assay.Errors;

/// <summary>
/// A stable name for what went wrong: programs compare it, people search for it. The library's own codes are
/// the static members here; an engine of a user's may bring codes of its own.
/// </summary>
/// <param name="Value">Lower-case words joined by underscores.</param>
public readonly record struct ErrorCode(string Value)
{
    /// <summary>A spec or project file breaks a rule.</summary>
    public static ErrorCode SchemaMismatch { get; } = new("schema_mismatch");

    /// <summary>A data file or recording does not exist.</summary>
    public static ErrorCode DatasetNotFound { get; } = new("dataset_not_found");

    /// <summary>A data file or recording exists and cannot be opened.</summary>
    public static ErrorCode DatasetUnreadable { get; } = new("dataset_unreadable");

    /// <summary>A line or record of a data file cannot be read.</summary>
    public static ErrorCode DatasetMalformed { get; } = new("dataset_malformed");

    /// <summary>An item has no id although its type has an id member.</summary>
    public static ErrorCode ItemIdMissing { get; } = new("item_id_missing");

    /// <summary>Two items of a slice have one id.</summary>
    public static ErrorCode ItemIdDuplicate { get; } = new("item_id_duplicate");

    /// <summary>A dataset query asks for what cannot be given.</summary>
    public static ErrorCode QueryInvalid { get; } = new("query_invalid");

    /// <summary>An id that the spec names is not registered.</summary>
    public static ErrorCode PluginUnknown { get; } = new("plugin_unknown");

    /// <summary>Two plugins of one kind have one id.</summary>
    public static ErrorCode PluginDuplicate { get; } = new("plugin_duplicate");

    /// <summary>A plugin's factory threw, or made a plugin of another id or version than it was registered with.</summary>
    public static ErrorCode PluginFailed { get; } = new("plugin_failed");

    /// <summary>A spec asks an engine for what it cannot do.</summary>
    public static ErrorCode Incompatible { get; } = new("incompatible");

    /// <summary>A prompt names a field that the item lacks.</summary>
    public static ErrorCode PromptFieldMissing { get; } = new("prompt_field_missing");

    /// <summary>An image that a prompt shows is neither an address nor a file that can be read.</summary>
    public static ErrorCode ImageUnreadable { get; } = new("image_unreadable");

    /// <summary>A prompt template cannot be parsed.</summary>
    public static ErrorCode PromptMalformed { get; } = new("prompt_malformed");

    /// <summary>A recording holds no output for a trial, or a generation is missing where none may be made.</summary>
    public static ErrorCode GenerationMissing { get; } = new("generation_missing");

    /// <summary>An engine threw something that has no code of its own.</summary>
    public static ErrorCode EngineFailed { get; } = new("engine_failed");

    /// <summary>A call took longer than it may.</summary>
    public static ErrorCode Timeout { get; } = new("timeout");

    /// <summary>A provider asks for fewer calls.</summary>
    public static ErrorCode RateLimit { get; } = new("rate_limit");

    /// <summary>A provider cannot be reached, or is out of order for now.</summary>
    public static ErrorCode Unavailable { get; } = new("unavailable");

    /// <summary>A provider does not accept the key, or the account may not do what was asked.</summary>
    public static ErrorCode Auth { get; } = new("auth");

    /// <summary>A provider refuses a request as it is: a model, a param or a message that it does not take.</summary>
    public static ErrorCode BadRequest { get; } = new("bad_request");

    /// <summary>A provider's filter of contents stopped the prompt or the answer.</summary>
    public static ErrorCode ContentFilter { get; } = new("content_filter");

    /// <summary>A prompt is longer than the model takes.</summary>
    public static ErrorCode ContextLength { get; } = new("context_length");

    /// <summary>A provider's answer cannot be read: no JSON, cut off, or of another form.</summary>
    public static ErrorCode MalformedResponse { get; } = new("malformed_response");

    /// <summary>A judge gave no verdict that can be read, or one outside its scale.</summary>
    public static ErrorCode VerdictUnreadable { get; } = new("verdict_unreadable");

    /// <summary>The run stopped because what it may spend was spent.</summary>
    public static ErrorCode BudgetExhausted { get; } = new("budget_exhausted");

    /// <summary>A provider's batch was cancelled, or is gone, before it answered.</summary>
    public static ErrorCode BatchCancelled { get; } = new("batch_cancelled");

    /// <summary>A model went on calling tools for longer than it may.</summary>
    public static ErrorCode ToolLimit { get; } = new("tool_limit");

    /// <summary>An extractor threw.</summary>
    public static ErrorCode ExtractorFailed { get; } = new("extractor_failed");

    /// <summary>A metric threw, or returned what is no finite number.</summary>
    public static ErrorCode MetricFailed { get; } = new("metric_failed");

    /// <summary>A model called a tool with an argument that is missing or has another form than the tool's schema says.</summary>
    public static ErrorCode ToolArgumentInvalid { get; } = new("tool_argument_invalid");

    /// <summary>A tool of a server says that it failed; the model is told.</summary>
    public static ErrorCode ToolFailed { get; } = new("tool_failed");

    /// <summary>A tool of a server took longer than it may; the model is told.</summary>
    public static ErrorCode ToolTimeout { get; } = new("tool_timeout");

    /// <summary>A server of tools does not start, cannot be reached, or does not say in time what it offers.</summary>
    public static ErrorCode ToolServerUnavailable { get; } = new("tool_server_unavailable");

    /// <summary>A server of tools went away while a model called its tools.</summary>
    public static ErrorCode ToolServerLost { get; } = new("tool_server_lost");

    /// <summary>A server of tools does not offer what is expected of it.</summary>
    public static ErrorCode ToolServerChanged { get; } = new("tool_server_changed");

    /// <summary>A server of tools offers other tools than earlier generations saw that have the same identity: a warning.</summary>
    public static ErrorCode ToolsDrifted { get; } = new("tools_drifted");

    /// <summary>A hook threw, or took away what its stage needs.</summary>
    public static ErrorCode HookFailed { get; } = new("hook_failed");

    /// <summary>A metric did not run because its parse failed.</summary>
    public static ErrorCode ParseFailed { get; } = new("parse_failed");

    /// <summary>The run stopped after too many equal failures of one model in a row.</summary>
    public static ErrorCode CircuitBreaker { get; } = new("circuit_breaker");

    /// <summary>The store's file cannot be opened or read.</summary>
    public static ErrorCode StoreUnreadable { get; } = new("store_unreadable");

    /// <summary>The store was written by a newer version.</summary>
    public static ErrorCode StoreTooNew { get; } = new("store_too_new");

    /// <summary>The store's disk is full.</summary>
    public static ErrorCode StoreFull { get; } = new("store_full");

    /// <summary>The store cannot be written.</summary>
    public static ErrorCode StoreReadOnly { get; } = new("store_read_only");

    /// <summary>Another process holds the store for longer than we wait.</summary>
    public static ErrorCode StoreBusy { get; } = new("store_busy");

    /// <summary>A snapshot file cannot be read.</summary>
    public static ErrorCode SnapshotMalformed { get; } = new("snapshot_malformed");

    /// <summary>A snapshot file cannot be written.</summary>
    public static ErrorCode SnapshotUnwritable { get; } = new("snapshot_unwritable");

    /// <summary>A generation is stored and a metric has not been run on it yet.</summary>
    public static ErrorCode ScoreMissing { get; } = new("score_missing");

    /// <summary>No trial, candidate, parse or score of a result has a hash that begins as asked.</summary>
    public static ErrorCode HashUnknown { get; } = new("hash_unknown");

    /// <summary>Several hashes of a result begin as asked.</summary>
    public static ErrorCode HashAmbiguous { get; } = new("hash_ambiguous");

    /// <summary>No run of that identity has been planned in this store.</summary>
    public static ErrorCode RunUnknown { get; } = new("run_unknown");

    /// <summary>A planned run belongs to another project, or is no longer what a spec plans.</summary>
    public static ErrorCode RunMismatch { get; } = new("run_mismatch");

    /// <summary>Results cannot be compared as asked.</summary>
    public static ErrorCode ComparisonInvalid { get; } = new("comparison_invalid");

    /// <summary>A secret that a call needs is not given, or the environment variable that holds it is not set.</summary>
    public static ErrorCode SecretMissing { get; } = new("secret_missing");

    /// <summary>The caller's settings contradict each other or are out of range.</summary>
    public static ErrorCode OptionInvalid { get; } = new("option_invalid");

    /// <summary>A file of results is for another run, stage or format, or a line contradicts itself or the run.</summary>
    public static ErrorCode ImportMismatch { get; } = new("import_mismatch");

    /// <summary>A line of a file of results cannot be read: no JSON, an unknown member, a wrong type.</summary>
    public static ErrorCode ImportMalformed { get; } = new("import_malformed");

    /// <summary>A file of results answers one candidate twice.</summary>
    public static ErrorCode ImportDuplicate { get; } = new("import_duplicate");

    /// <summary>A line of a file of results lacks what it must have: a member, or an output, value or error.</summary>
    public static ErrorCode ImportMissing { get; } = new("import_missing");

    /// <summary>A file of results answers a candidate that the run does not have, or scores one that has no output here.</summary>
    public static ErrorCode ImportUnexpected { get; } = new("import_unexpected");

    /// <summary>A file of results does not exist, cannot be opened, or changed while it was read.</summary>
    public static ErrorCode ImportUnreadable { get; } = new("import_unreadable");

    /// <summary>A bundle's file cannot be written.</summary>
    public static ErrorCode ExportUnwritable { get; } = new("export_unwritable");

    /// <summary>The code as text.</summary>
    public override string ToString() => Value;
}
