using System.Globalization;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class ProjectFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-project-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Toml_and_json_of_one_project_are_read_alike()
    {
        const string Toml = """
            # every member
            name = "demo"
            owner_id = 'team-a'
            global_seed = 4_2
            execution.max_retries = 0
            execution.backoff_factor = 2
            execution.circuit_breaker_threshold = 0x9

            [execution]
            max_in_flight = 512
            parallelism = 2
            retryable_codes = []

            [storage]
            kind = "postgres"
            connection = "Host=db;Database=assay"
            blob_root = "blobs"
            store_item_payloads = false
            compression = "none"
            durability = "full"

            [backend]
            kind = "worker_pool"
            lease_ttl_seconds = 60
            poll_seconds = 5e-1
            tags = [
              "gpu", # the fast ones
            ]

            [[tools]]
            id = "search"
            description = "Finds pages."
            input_schema = { type = "object" }

            [[mcp_servers]]
            id = "docs"
            server_label = "Docs"
            require_approval = "never"
            server_url = "https://example.org/mcp"
            allowed_tools = ["find"]
            authorization_secret = "DOCS_TOKEN"

            [[prices]]
            model = "gpt-4o-mini"
            input_per_million = 0.15
            output_per_million = 0.6
            cached_input_per_million = 0.075

            [mcp.orders]
            command = "dotnet"
            args = ["exec", "orders.dll"]
            env = { REGION = "eu" }
            working_directory = "tools"
            version = "3"
            allowed_tools = ["status"]
            start_timeout_seconds = 5
            tool_timeout_seconds = 7.0

            [[mcp.orders.tools]]
            id = "status"
            description = "Says how far an order is."
            input_schema = { type = "object" }

            [mcp.wiki]
            url = "https://example.org/wiki"
            headers = { x-team = "quality" }

            [provider.openai]
            kind = "openai_compatible"
            base_url = "https://example.org/v1"
            api_key = "env:OPENAI_API_KEY"
            headers = { x-team = "quality" }
            paid = false
            stream = false
            timeout_seconds = 30
            max_concurrency = 8
            requests_per_minute = 500
            tokens_per_minute = 200_000
            max_turns = 4
            max_tool_calls = 12
            tool_timeout_seconds = 5

            [judge.tone]
            model = "gpt-4o"
            provider = "openai"
            form = "compare"
            scale = { least = 0, most = 10, whole = false, labels = { bad = 0, good = 1 } }
            criteria = "Is it kind?"
            shows = ["question"]
            system = "You judge."
            prompt = "{criteria} {output}"
            params = { temperature = 0 }
            extras = { tier = "flex" }
            attempts = 2

            [judge.both]
            panel = ["tone"]
            rule = "mean"

            [metadata]
            cost_centre = 17
            flags = [true]
            """;
        var expected = SpecSamples.Project with { Metadata = SpecSamples.Json(("cost_centre", "17"), ("flags", "[true]")) };
        Assert.Equal(expected, ProjectFile.Load(Write("assay.toml", Toml.Replace("execution.", "# execution.", StringComparison.Ordinal).Replace("[execution]", "[execution]\nmax_retries = 0\nbackoff_factor = 2\ncircuit_breaker_threshold = 0x9", StringComparison.Ordinal))));
        Assert.Equal(expected, ProjectFile.Load(Write("assay.json", SpecJson.Write(expected, indented: true))));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("batch_factor = 0.5", 0.5)]
    [InlineData("batch_factor = 0", 0)]
    public void Batched_tokens_cost_the_same_unless_a_factor_says_else(string line, double factor) =>
        Assert.Equal(factor, Assert.Single(ProjectFile.Load(Write("assay.toml", $"name = \"demo\"\n[[prices]]\nmodel = \"m\"\ninput_per_million = 1\noutput_per_million = 2\n{line}\n")).Prices).BatchFactor);

    [Fact]
    public void Dotted_keys_inline_tables_and_quoted_keys_are_read()
    {
        var project = ProjectFile.Load(Write("a.TOML", "\uFEFFname = \"x\"\r\nstorage.root_dir = \"r\"\r\nexecution = { max_retries = 1 }\r\nmetadata.\"a b\".c = [{ d = 1.50 }, { d = 3.0 }]\r\n[[tools]]\r\nid=\"t\"\r\ndescription=\"d\"\r\n[tools.input_schema.properties]\r\nq = {}\r\n"));
        var expected = new ProjectSpec("x")
        {
            Storage = new SqliteStorageSpec { RootDir = "r" },
            Execution = new() { MaxRetries = 1 },
            Tools = [new("t", "d") { InputSchema = JsonValue.Parse("""{"properties":{"q":{}}}""") }],
            Metadata = SpecSamples.Json(("a b", """{"c":[{"d":1.5},{"d":3}]}""")),
        };
        Assert.Equal(expected, project);
    }

    [Fact]
    public void A_name_is_all_that_a_file_needs()
    {
        Assert.Equal(new ProjectSpec("x"), ProjectFile.Load(Write("a.toml", "name = 'x'")));
        Assert.Equal(new ProjectSpec("x"), ProjectFile.Load(Write("a.json", """{"name":"x"}""")));
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_files_are_reported_at_the_very_place(string file, string text, string expected)
    {
        var path = Write(file, text);
        var error = Assert.Throws<SpecValidationException>(() => ProjectFile.Load(path));
        Assert.All(error.Problems, problem => Assert.Equal((ErrorCode.SchemaMismatch, path), (problem.Code, problem.File)));
        Assert.Equal(expected, string.Join(' ', error.Problems.Select(static problem => string.Create(CultureInfo.InvariantCulture, $"{problem.Line}:{problem.Column}:{problem.Path}"))));
    }

    public static TheoryData<string, string, string> Malformed => new()
    {
        // Syntax
        { "a.toml", "name = \"x\"\nglobal_seed = \n", "2:15:" },
        { "a.toml", "name = \"x\"\n[storage\nroot_dir = \"r\"\n", "2:9: 3:1:" },
        { "a.toml", "name = \"x\n", "1:10:" },
        { "a.toml", "name = \"x\"\nname = \"y\"\n", "2:1:" },
        { "a.toml", "name = \"x\"\n[storage]\n[storage]\n", "3:1:" },
        { "a.toml", "name = \"x\"\nglobal_seed = 1 2\nowner_id = =\n", "2:17: 3:12:" },
        { "a.json", "", "1:1:" },
        { "a.json", "{\n  \"name\": \"x\",\n}", "3:1:" },
        { "a.json", "{\n  \"name\": \"x\"\n  \"owner_id\": \"y\"}", "3:3:" },
        { "a.json", "{\"name\": \"ü😀\", nope}", "1:17:" },
        { "a.json", "{\"name\":\"x\"}\n{}", "2:1:" },
        { "a.json", "{\"name\":\"x\",\n \"name\":\"y\"}", "2:2:" },

        { "a.toml", "name = \"x\"\nmetadata.a = " + new string('[', 500) + "\nowner_id = \"y\"\n", "2:1:" },
        { "a.json", "{\"name\":\"x\",\"metadata\":{\"a\":" + new string('[', 500) + "}}", "1:91:" },
        { "a.json", "{\"name\":\"x\",\"metadata\":{\"a\":" + new string('[', 50) + new string(']', 50) + "}}", "1:76:" },
        { "a.toml", "name = \"x\"\nmetadata.a" + string.Concat(Enumerable.Repeat(".a", 500)) + " = 1\n", "2:1:" },
        { "a.toml", "name = \"x\"\n[metadata" + string.Concat(Enumerable.Repeat(".a", 40)) + "]\na" + string.Concat(Enumerable.Repeat(".a", 40)) + " = 1\n", "3:15:" },

        // Unknown keys
        { "a.toml", "name = \"x\"\nnmae = \"y\"\n", "2:1:nmae" },
        { "a.toml", "name = \"x\"\n[storage]\nroot_dri = \"r\"\n[storag]\nx = 1\n", "3:1:storage.root_dri 4:2:storag" },
        { "a.toml", "name = \"x\"\n\n[[tools]]\nid = \"a\"\ndescription = \"d\"\n[[tools]]\nid = \"b\"\ndescription = \"d\"\nschema = {}\n", "9:1:tools[1].schema" },
        { "a.toml", "name = \"x\"\n[storage]\nkind = \"sqlite\"\nconnection = \"c\"\n", "4:1:storage.connection" },
        { "a.json", "{\"name\":\"x\",\n \"execution\":{\"max_retires\":1}}", "2:15:execution.max_retires" },

        // Missing members
        { "a.toml", "owner_id = \"x\"\n", "1:1:name" },
        { "a.toml", "name = \"x\"\n[storage]\nkind = \"postgres\"\nblob_root = \"b\"\n", "2:1:storage.connection" },
        { "a.toml", "name = \"x\"\n[[tools]]\n", "2:1:tools[0].id 2:1:tools[0].description" },
        { "a.toml", "name = \"x\"\n[mcp.orders]\ncommand = \"dotnet\"\nenv = { API_KEY = \"sk-1\" }", "4:19:mcp.orders.env.API_KEY" },
        { "a.toml", "name = \"x\"\n\n[mcp.orders]\nargs = [\"a\"]", "3:1:mcp.orders" },
        { "a.toml", "name = \"x\"\n[mcp.orders]\nurl = \"https://example.org\"\ncomand = \"a\"", "4:1:mcp.orders.comand" },
        { "a.json", "{\"name\":\"x\",\"backend\":{\"kind\":\"batch\"}}", "1:23:backend.provider" },

        // Wrong types
        { "a.toml", "name = 7\n", "1:8:name" },
        { "a.toml", "name = \"ü😀\"; \nglobal_seed = \"1\"\n", "1:13:" },
        { "a.toml", "name = \"x\"\nmetadata = { \"ü😀\" = \"y\", b = 1979-05-27 }\n", "2:31:metadata.b" },
        { "a.toml", "name = \"x\"\nglobal_seed = 1.0\n", "2:15:global_seed" },
        { "a.toml", "name = \"x\"\nexecution.backoff_factor = inf\n", "2:28:execution.backoff_factor" },
        { "a.toml", "name = \"x\"\ntools = {}\nexecution = []\n", "2:9:tools 3:13:execution" },
        { "a.toml", "name = \"x\"\n[execution]\nmax_in_flight = 3_000_000_000\n", "3:17:execution.max_in_flight" },
        { "a.toml", "name = \"x\"\n[storage]\ndurability = \"none\"\nstore_item_payloads = 1\n", "3:14:storage.durability 4:23:storage.store_item_payloads" },
        { "a.toml", "name = \"x\"\n[backend]\nkind = \"cloud\"\n", "3:8:backend.kind" },
        { "a.json", "{\"name\":\"x\",\"backend\":{\"kind\":7}}", "1:31:backend.kind" },
        { "a.json", "{\"name\":null}", "1:9:name" },
        { "a.json", "[]", "1:1:" },
        { "a.json", "{\"name\":\"x\",\"mcp_servers\":[\"y\"]}", "1:28:mcp_servers[0]" },

        // Rules
        { "a.toml", "name = \"x y\"\n", "1:8:name" },
        { "a.toml", "name = \"x\"\n[execution]\nmax_retries = -1\nbackoff_factor = 0.5\n", "3:15:execution.max_retries 4:18:execution.backoff_factor" },
        { "a.toml", "name = \"x\"\n[execution]\nretryable_codes = [\"timeout\",\n  \"Bad\"]\n", "4:3:execution.retryable_codes[1]" },
        { "a.toml", "name = \"x\"\n[backend]\nkind = \"worker_pool\"\npoll_seconds = 200\n", "2:1:backend.lease_ttl_seconds" },
        { "a.toml", "name = \"x\"\n[[mcp_servers]]\nid = \"a\"\nserver_label = \"A\"\nrequire_approval = \"never\"\n", "2:1:mcp_servers[0]" },
        { "a.toml", "name = \"x\"\n[[tools]]\nid = \"a\"\ndescription = \"d\"\n[[tools]]\nid = \"a\"\ndescription = \"d\"\n", "6:6:tools[1].id" },
        { "a.json", "{\"name\":\"x\",\n \"storage\": {\"root_dir\": \"\"}}", "2:26:storage.root_dir" },

        // All kinds at once
        {
            "a.toml",
            "name = \"x y\"\nfoo = 1\n[execution]\nmax_retries = 101\nmax_in_flight = \"many\"\n[[tools]]\nid = 1\n",
            "1:8:name 2:1:foo 4:15:execution.max_retries 5:17:execution.max_in_flight 6:1:tools[0].description 7:6:tools[0].id"
        },
        {
            "a.json",
            "{\"foo\":1,\"foo\":2,\n\"execution\":{\"max_retries\":101,\n\"parallelism\":1.5}}",
            "1:1:name 1:2:foo 1:10: 2:28:execution.max_retries 3:15:execution.parallelism"
        },
    };

    [Fact]
    public void Files_that_are_not_utf8_are_reported_at_the_byte()
    {
        var path = Path.Combine(folder.FullName, "a.toml");
        File.WriteAllBytes(path, [.. "name = \"x\"\nowner_id = \"ü"u8, 0xFC, .. "\"\n"u8]);
        var problem = Assert.Single(Assert.Throws<SpecValidationException>(() => ProjectFile.Load(path)).Problems);
        Assert.Equal((2, 14), (problem.Line, problem.Column));
    }

    [Fact]
    public void Other_endings_missing_files_and_folders_are_refused()
    {
        foreach (var path in (string[])[Write("assay.yaml", "name: x"), Path.Combine(folder.FullName, "none.toml"), Path.Combine(folder.FullName, "no", "none.json"), folder.CreateSubdirectory("d.toml").FullName])
        {
            var problem = Assert.Single(Assert.Throws<SpecValidationException>(() => ProjectFile.Load(path)).Problems);
            Assert.Equal((ErrorCode.SchemaMismatch, path, null), (problem.Code, problem.File, problem.Line));
        }
    }

    [Fact]
    public void Messages_say_what_is_known()
    {
        var path = Write("a.toml", "name = \"x\"\n[storage]\nroot = \"r\"\n");
        var error = Assert.Throws<SpecValidationException>(() => ProjectFile.Load(path));
        Assert.Equal($"{path}(3,1): error schema_mismatch: storage.root: There is no member 'root' here; known are: compression, durability, kind, root_dir, store_item_payloads.", error.Message);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
