using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class MessageRulesTests
{
    [Theory]
    [InlineData("[System([|\"\"|])] [User(\"{item.Question}\")]")]
    [InlineData("[User(\"{item.Question}\")] [FollowUp([|\" \"|])]")]
    public Task A_message_that_says_nothing(string messages) => VerifyAsync("ASY0221", messages);

    [Theory]
    [InlineData("[|Assay.Specs.MessageRole.Assistant|]")]
    [InlineData("[|(Assay.Specs.MessageRole)9|]")]
    public Task A_follow_up_of_the_model(string role) => VerifyAsync("ASY0222", $"[User(\"{{item.Question}}\")] [FollowUp(\"Sure?\", Role = {role})]");

    [Theory]
    [InlineData("\"tone=a\", [|\"mood\"|]")]
    [InlineData("\"tone=a\", [|\"tone=b\"|]")]
    [InlineData("\"tone=a\", [|\"=b\"|]")]
    public Task A_variable_that_is_no_pair(string variables) => VerifyAsync("ASY0223", "[User(\"{item.Question} {prompt.tone}\")]", $", Variables = [{variables}]");

    [Fact]
    public Task A_variable_whose_key_no_placeholder_can_name() =>
        VerifyAsync("ASY0223", "[User(\"{item.Question} {prompt.a b}\")]", ", Variables = [[|\"a b=1\"|]]");

    [Theory]
    [InlineData("[|\"\"|]")]
    [InlineData("[|\"cat.txt\"|]")]
    [InlineData("[|\"/images/cat.png\"|]")]
    [InlineData("[|@\"C:\\images\\cat.png\"|]")]
    [InlineData("[|\"../cat.png\"|]")]
    [InlineData("[|\"images/{item.Id}\" + \".pdf\"|]")]
    [InlineData("\"images/a.png\", [|\"file:///a.png\"|]")]
    public Task An_image_that_is_none(string image) => VerifyAsync("ASY0224", $"[User(\"{{item.Question}}\", Images = [{image}])]");

    [Theory]
    [InlineData("\"images/{item.Id}.JPG\"")]
    [InlineData("\"{item.Question}\"")]
    [InlineData("\"images/{item.Question}\"")]
    [InlineData("\"https://images.example/a\", \"data:image/png;base64,AAAA\", \"gs://bucket/a\"")]
    public Task An_image_that_may_be_one(string images) =>
        DiagnosticTest.VerifyNoneAsync(Sources.Benchmark($"[Prompt(\"x\")] [User(\"Look.\", Images = [{images}])] public static partial Prompt X(Ticket item);"));

    [Theory]
    [InlineData("\"a {item.Question}\", \"[|{item.Nothing}|]\"", "ASY0205")]
    [InlineData("\"a[|{|]\"", "ASY0206")]
    public Task A_template_of_an_image(string images, string id) => VerifyAsync(id, $"[User(\"Look.\", Images = [{images.Replace("a {item", "{item")}])]");

    [Theory]
    [InlineData("[User(\"[|{prompt.tne}|] {prompt.tone}\")]", "ASY0205")]
    [InlineData("[User(\"[|{prompt.family}|] {prompt.tone}\")]", "ASY0205")]
    [InlineData("[User(\"[|{slice.name}|] {prompt.tone}\")]", "ASY0205")]
    [InlineData("[User(\"[|{prompt.tone:F2}|]\")]", "ASY0207")]
    public Task A_placeholder_of_the_prompt(string message, string id) => VerifyAsync(id, message, ", Variables = [\"tone=a\"]");

    [Theory]
    [InlineData("[[|User(\"Hello.\")|]]")]
    [InlineData("[[|FollowUp(\"Hello.\")|]] [System(\"Hello.\")]")]
    public Task A_message_without_a_prompt(string messages) => DiagnosticTest.VerifyAsync("ASY0225", Sources.Benchmark($"{messages} public static string X() => \"\";"));

    [Theory]
    [InlineData("[[|User(\"{item.Question}\")|]] public static partial Prompt Ask(Ticket item);")]
    [InlineData("[[|System(\"Be brief.\")|]] [FollowUp(\"And?\")] internal static partial Prompt Ask(Ticket item, params string[] words);")]
    public Task A_partial_method_with_messages_that_is_no_prompt(string method) => DiagnosticTest.VerifyAsync("ASY0230", Sources.Benchmark(method));

    [Fact]
    public Task A_variable_that_nothing_names() => VerifyAsync("ASY0226", "[User(\"{item.Question} {prompt.tone}\")]", ", Variables = [\"tone=a\", [|\"mood=b\"|]]");

    [Theory]
    [InlineData("[|\"Trainig\"|], \"{item.Label}\"")]
    [InlineData("[|nameof(Echo)|], \"{item.Label}\"")]
    [InlineData("[|nameof(Ticket.Label)|], \"{item.Label}\"")]
    public Task Examples_of_nothing(string settings) => VerifyExamplesAsync("ASY0227", settings);

    [Fact]
    public Task Examples_of_another_type() => VerifyExamplesAsync("ASY0228", "[|nameof(Numbers)|], \"{item.Label}\"");

    [Fact]
    public Task Examples_that_nothing_asks() =>
        VerifyAsync("ASY0229", "[System(\"Go on.\")] [[|Examples(\"all\", \"{item.Label}\")|]]");

    [Theory]
    [InlineData("\"all\", \"[|{item.Lable}|]\"", "ASY0205")]
    [InlineData("\"all\", \"{item.Label}\", Question = \"[|{item.Qestion}|]\"", "ASY0205")]
    [InlineData("\"all\", [|\"\"|]", "ASY0221")]
    [InlineData("\"all\", \"{item.Label}\", Take = [|0|]", "ASY0151")]
    [InlineData("\"all\", \"{item.Label}\", Take = 1, Stratify = [|\"Lable\"|]", "ASY0152")]
    public Task Examples_with_a_slip(string settings, string id) => VerifyExamplesAsync(id, settings);

    [Fact]
    public Task Examples_without_a_prompt() => DiagnosticTest.VerifyAsync("ASY0225", Sources.Benchmark("[[|Examples(\"all\", \"{item.Label}\")|]] public static string X() => \"\";"));

    private static Task VerifyExamplesAsync(string id, string settings) =>
        DiagnosticTest.VerifyAsync(id, Sources.Benchmark($"public static int[] Numbers => []; [Prompt(\"x\")] [Examples({settings})] [User(\"{{item.Question}}\")] public static partial Prompt X(Ticket item);"));

    private static Task VerifyAsync(string id, string messages, string settings = "") =>
        DiagnosticTest.VerifyAsync(id, Sources.Benchmark($"[Prompt(\"x\"{settings})] {messages} public static partial Prompt X(Ticket item);"));
}
