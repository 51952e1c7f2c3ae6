using System.Diagnostics;

namespace Mantle.Policy.Tests.Robustness;

/// <summary>Patterns that make backtracking matchers take forever.</summary>
public sealed class WildcardTimeTests
{
    const int Long = 50_000;

    public static IEnumerable<TheoryDataRow<string, string, string>> Patterns()
    {
        var many = new string('a', Long);
        yield return new("stars between letters", string.Concat(Enumerable.Repeat("*a", 10_000)) + "*b", many);
        yield return new("stars alone", new string('*', 10_000) + "b", many);
        yield return new("a long piece at every place", "*" + new string('a', 5_000) + "b*", many);
        yield return new("a long piece that fails in its middle", "*" + new string('a', 2_500) + "b" + new string('a', 2_500) + "*", many);
        yield return new("question marks", "*" + string.Concat(Enumerable.Repeat("?a", 500)) + "b*", many);
        yield return new("question marks alone", "*" + new string('?', 10_000) + "*b", many);
        yield return new(
            "colons",
            "arn:aws:s3:::" + string.Concat(Enumerable.Repeat("*:", 10_000)) + "b",
            "arn:aws:s3:::" + string.Concat(Enumerable.Repeat("a:", Long))
        );
        yield return new(
            "stars inside segments",
            "arn:aws:s*a:*a*a*a:*b*b*c:" + many + "*b",
            "arn:aws:s3:" + string.Concat(Enumerable.Repeat("ab", 10_000)) + ":" + string.Concat(Enumerable.Repeat("a:b", 10_000))
        );
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_that_does_not_match_says_so_soon(string name, string pattern, string text)
    {
        var policy = CompiledPolicy.Compile(
            $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"{{{pattern}}}"},
            {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"test:Key":"{{{pattern}}}"} } },
            {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ArnLike":{"test:Key":"{{{pattern}}}"} } }]}
            """
        );
        var request = new EvaluationRequest
        {
            Principal = Callers.Named("user"),
            Action = ActionName.Parse("s3:GetObject"),
            Resource = text,
            Context = new DictionaryRequestContext { { "test:Key", text } },
            IdentityPolicies = [policy],
        };
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(DecisionOutcome.ImplicitDeny, PolicyEvaluator.Evaluate(request).Outcome);
        // It takes milliseconds; a matcher that backtracks over its wildcards would not end today.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), name);
    }
}
