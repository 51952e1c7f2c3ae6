using Mantle.Policy.Tests.Differential;

namespace Mantle.Policy.Tests.Robustness;

/// <summary>Evaluation without explanation allocates nothing.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Evaluation_allocates_nothing()
    {
        var generator = new ScenarioGenerator(7);
        var requests = Enumerable.Range(0, 2_000).Select(_ => generator.Next()).Select(s => new EngineUnderTest(s).Request(s)).ToArray();
        Assert.Equal(0, Allocated(requests));
    }

    [Fact]
    public void Long_values_of_variables_come_from_a_pool()
    {
        var value = new string('x', 5_000);
        EvaluationRequest[] requests =
        [
            new()
            {
                Principal = Callers.Named("user"),
                Action = ActionName.Parse("s3:GetObject"),
                Resource = "arn:aws:s3:::b/" + value + "/k",
                Context = new DictionaryRequestContext
                {
                    { "aws:username", value },
                    { "test:Blob", Convert.ToBase64String(new byte[2_000]) },
                },
                IdentityPolicies =
                [
                    CompiledPolicy.Compile(
                        $$$"""
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*",
                        "Condition":{"StringLike":{"aws:username":"${aws:username}"},"BinaryEquals":{"test:Blob":"{{{Convert.ToBase64String(
                            new byte[2_000]
                        )}}}"} } } }
                        """
                    ),
                ],
            },
        ];
        Assert.True(PolicyEvaluator.Evaluate(requests[0]).IsAllowed);
        Assert.Equal(0, Allocated(requests));
    }

    static long Allocated(EvaluationRequest[] requests)
    {
        // Several runs, because the first ones compile code and fill pools. What every run allocates belongs to the evaluation.
        var least = long.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(requests);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    static int Run(EvaluationRequest[] requests)
    {
        var allowed = 0;
        foreach (ref readonly var request in requests.AsSpan())
            if (PolicyEvaluator.Evaluate(in request).IsAllowed)
                allowed++;
        return allowed;
    }
}
