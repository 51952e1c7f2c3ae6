using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>Decides requests by AWS's policy evaluation logic.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation logic</see>.
/// </remarks>
public static class PolicyEvaluator
{
    /// <summary>Decides a request. Allocates nothing.</summary>
    public static Decision Evaluate(in EvaluationRequest request) => new Evaluation(in request, null).Decide();

    /// <summary>Decides a request and explains the decision, which is the same as without explanation.</summary>
    public static DecisionExplanation Explain(in EvaluationRequest request)
    {
        var trace = new Trace();
        return trace.Explain(new Evaluation(in request, trace).Decide());
    }

    /// <summary>
    /// The statements about the request's action that do not apply to it, layer by layer. They suggest what would have to be different.
    /// </summary>
    public static ImmutableArray<NearMiss> FindNearMisses(in EvaluationRequest request) => new NearMissFinder(in request).Find();
}
