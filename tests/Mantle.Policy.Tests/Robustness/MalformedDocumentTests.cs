using System.Diagnostics;
using System.Globalization;
using Mantle.Policy.Tests.Differential;
using static Mantle.Policy.Tests.Robustness.DocumentMutation;

namespace Mantle.Policy.Tests.Robustness;

/// <summary>Randomly damaged documents: for each one the parser returns, quickly, a document or problems with positions.</summary>
public sealed class MalformedDocumentTests(ITestOutputHelper output)
{
    [Fact]
    public void Mutated_documents_are_read_or_refused()
    {
        var inputs = Environment.GetEnvironmentVariable("MANTLE_LONG") == "1" ? 5_000_000 : 200_000;
        var seed = int.Parse(Environment.GetEnvironmentVariable("MANTLE_SEED") ?? "41", CultureInfo.InvariantCulture);
        output.WriteLine($"MANTLE_SEED={seed}, {inputs} inputs");
        var random = new Random(seed);
        var generator = new ScenarioGenerator(seed);
        var corpus = Enumerable
            .Range(0, 300)
            .SelectMany(_ => generator.Next().Layers.Values.SelectMany(p => p))
            .Select(p => p.ToJsonString())
            .ToArray();
        int refused = 0,
            invalid = 0,
            used = 0;
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < inputs; i++)
        {
            var text = Mutate(corpus[random.Next(corpus.Length)], corpus, random);
            var start = Stopwatch.GetTimestamp();
            try
            {
                switch (Use(text, (PolicyType)random.Next(9)))
                {
                    case Outcome.Refused:
                        refused++;
                        break;
                    case Outcome.Invalid:
                        invalid++;
                        break;
                    default:
                        used++;
                        break;
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Input {i} of seed {seed}: {text}", e);
            }
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed > slowest)
                slowest = elapsed;
        }
        output.WriteLine($"{refused} not understood, {invalid} not valid, {used} valid; slowest {slowest.TotalMilliseconds:F1} ms");
        Assert.True(refused > inputs / 20 && invalid > inputs / 20 && used > inputs / 20, "The mutations miss one of the outcomes.");
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"One input took {slowest}.");
    }

    enum Outcome
    {
        Refused,
        Invalid,
        Used,
    }

    static Outcome Use(string text, PolicyType type)
    {
        PolicySize.NonWhitespaceLength(text);
        PolicySize.Minify(text);
        if (!PolicyDocument.TryParse(text, out var document, out var problems))
        {
            Assert.NotEmpty(problems);
            Assert.All(problems, p => Assert.True(p.Line > 0 && p.Column > 0 && p.Detail.Length > 0));
            return Outcome.Refused;
        }
        problems = PolicyValidator.Validate(document, type);
        document.ContextKeys();
        document.NamedActions();
        document.NamedResources();
        // An invalid document must do no harm either, if it is ever evaluated.
        var request = new EvaluationRequest
        {
            Principal = Callers.Named("user"),
            Action = ActionName.Parse("s3:GetObject"),
            Resource = "arn:aws:s3:::bucket/key",
            IdentityPolicies = [CompiledPolicy.Compile(document, new PolicySource("mutated"))],
            ResourcePolicy = [CompiledPolicy.Compile(document, new PolicySource("mutated"))],
        };
        Assert.Equal(PolicyEvaluator.Evaluate(request), PolicyEvaluator.Explain(request).Decision);
        return problems.Count > 0 ? Outcome.Invalid : Outcome.Used;
    }

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{\"a\":", 60_000)]
    [InlineData("{\"Statement\":[", 20_000)]
    public void Deep_nesting_is_refused_without_descending(string opening, int times)
    {
        Assert.False(PolicyDocument.TryParse(string.Concat(Enumerable.Repeat(opening, times)), out _, out var problems));
        Assert.Equal("Syntax errors in policy.", Assert.Single(problems).Message);
    }

    [Fact]
    public void A_document_that_is_too_long_is_refused()
    {
        Assert.False(PolicyDocument.TryParse(new string(' ', 400_001), out _, out var problems));
        Assert.Equal("Syntax errors in policy.", Assert.Single(problems).Message);
    }

    public static IEnumerable<TheoryDataRow<string, string>> LargeDocuments()
    {
        static string Many(string separator, int count, Func<int, string> item) =>
            string.Join(separator, Enumerable.Range(0, count).Select(item));
        yield return new("variables", Document($"\"arn:aws:s3:::{Many("", 40_000, i => $"${{a:{i}}}")}\""));
        yield return new("resources", Document($"[{Many(",", 10_000, i => $"\"arn:aws:s3:::bucket-{i}/*\"")}]"));
        yield return new("malformed resources", Document($"[{Many(",", 30_000, i => $"\"{i}\"")}]"));
        var statements = Many(",", 6_000, i => $$"""{"Sid":"S{{i}}","Effect":"Allow","Action":"s3:*","Resource":"*"}""");
        yield return new("statements", $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""");
        yield return new("keys", Document("\"*\"", $"{{\"StringEquals\":{{{Many(",", 20_000, i => $"\"a:{i}\":\"{i}\"")}}}}}"));
        yield return new("names", "{" + Many(",", 30_000, i => $"\"{i}\":1") + "}");
        yield return new("escapes", Document("\"" + Many("", 60_000, _ => "\\u0061") + "\""));
    }

    static string Document(string resource, string condition = "{}") =>
        $"{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":{resource},"
        + $"\"Condition\":{condition}}}}}";

    [Theory]
    [MemberData(nameof(LargeDocuments))]
    public void A_large_document_is_dealt_with_soon(string name, string text)
    {
        var start = Stopwatch.GetTimestamp();
        Use(text, PolicyType.Identity);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"{name} took {Stopwatch.GetElapsedTime(start)}.");
    }
}
