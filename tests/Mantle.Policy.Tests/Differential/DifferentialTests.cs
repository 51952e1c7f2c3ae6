using System.Globalization;

namespace Mantle.Policy.Tests.Differential;

/// <summary>
/// The library against <see cref="NaiveEvaluator"/> on random scenarios. MANTLE_LONG=1 makes the long run,
/// MANTLE_SEED=n repeats one.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    const int RequestsPerScenario = 10;

    static bool IsLong => Environment.GetEnvironmentVariable("MANTLE_LONG") == "1";

    static int Seed => int.Parse(Environment.GetEnvironmentVariable("MANTLE_SEED") ?? "20121017", CultureInfo.InvariantCulture);

    [Fact]
    public void Engine_and_naive_evaluator_agree()
    {
        var comparisons = IsLong ? 2_000_000 : 50_000;
        output.WriteLine($"MANTLE_SEED={Seed}, {comparisons} comparisons");
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        if (FindDifference(Seed, comparisons, Rule.None, counts) is { } found)
            Assert.Fail(Describe(found, Rule.None));

        foreach (var (verdict, count) in counts)
            output.WriteLine($"{count, 9} {verdict}");
        foreach (var expected in Expected)
            Assert.True(
                counts.GetValueOrDefault(expected) > comparisons / 2000,
                $"{expected} came up {counts.GetValueOrDefault(expected)} times of {comparisons}."
            );
    }

    static readonly string[] Expected =
    [
        "allowed by identity",
        "allowed by resource",
        "allowed by none",
        .. from layer in new[] { "identity", "resource", "boundary", "session", "endpoint", "scp" } select $"implicitDeny by {layer}",
        .. from layer in new[] { "identity", "resource", "boundary", "session", "endpoint", "scp", "rcp" }
        select $"explicitDeny by {layer}",
    ];

    public static IEnumerable<TheoryDataRow<string>> Rules() =>
        Enum.GetValues<Rule>().Where(r => r != Rule.None).Select(r => new TheoryDataRow<string>(r.ToString()));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Breaking_any_one_rule_is_found(string rule)
    {
        var found = FindDifference(Seed, 50_000, Enum.Parse<Rule>(rule), []);
        Assert.True(found is not null, $"{rule} was broken and nothing differed.");
        output.WriteLine(Describe(found, Enum.Parse<Rule>(rule)));
    }

    static Scenario? FindDifference(int seed, int comparisons, Rule broken, SortedDictionary<string, int> counts)
    {
        var generator = new ScenarioGenerator(seed);
        for (var done = 0; done < comparisons; done += RequestsPerScenario)
        {
            var scenario = generator.Next();
            var engine = new EngineUnderTest(scenario);
            var naive = new NaiveEvaluator(scenario, broken);
            for (var i = 0; i < RequestsPerScenario; i++)
            {
                var verdict = engine.Evaluate(scenario);
                if (verdict != naive.Evaluate(scenario))
                    return scenario;
                var kind = $"{verdict.Outcome} by {verdict.Layer}";
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
                generator.Ask(scenario);
            }
        }
        return null;
    }

    static string Describe(Scenario scenario, Rule broken)
    {
        var small = Shrinker.Shrink(scenario, s => new EngineUnderTest(s).Evaluate(s) != new NaiveEvaluator(s, broken).Evaluate(s));
        return $"""
            MANTLE_SEED={Seed}
            {small}
            engine: {new EngineUnderTest(small).Evaluate(small)}
            naive:  {new NaiveEvaluator(small, broken).Evaluate(small)}
            """;
    }
}
