namespace Mantle.Policy.Tests.Differential;

/// <summary>What is compared: outcome, deciding layer and level, and which statements matched.</summary>
/// <param name="Outcome">allowed, implicitDeny or explicitDeny.</param>
/// <param name="Layer">The deciding layer's name in <see cref="Scenario"/>, without its level.</param>
/// <param name="Level">Organization level, or -1.</param>
/// <param name="Matched">Layer, policy and statement of everything that matched, in order.</param>
readonly record struct Verdict(string Outcome, string Layer, int Level, string Matched)
{
    public override string ToString() => $"{Outcome} by {Layer} {Level}; matched {Matched}";
}
