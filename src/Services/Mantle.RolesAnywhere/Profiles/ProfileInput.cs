using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Profiles;

/// <summary>The roles and session policies of a profile.</summary>
static class ProfileInput
{
    static readonly ActionName PassRole = ActionName.Parse("iam:PassRole");

    /// <summary>Whoever writes a role into a profile passes it to the service.</summary>
    public static IEnumerable<Access> Passing(IReadOnlyList<string>? roleArns) =>
        (roleArns ?? [])
            .Distinct(StringComparer.Ordinal)
            .Select(arn => new Access(PassRole, arn) { Keys = [("iam:PassedToService", ResourceArn.ServicePrincipal)] });

    /// <exception cref="Wire.ApiException">ValidationException: a role of another account, or a policy that is none.</exception>
    public static void Check(Call call, IReadOnlyList<string>? roleArns, string? sessionPolicy)
    {
        foreach (var text in roleArns ?? [])
            if (!Arn.TryParse(text, out var arn) || !arn.AccountId.SequenceEqual(call.Account.Id))
                throw Errors.ValidationException($"The role {text} is not a role of account {call.Account.Id}.");
        if (sessionPolicy is null)
            return;
        if (PolicyDocument.TryParse(sessionPolicy, out var parsed, out var problems))
            problems = PolicyValidator.Validate(parsed, PolicyType.Session);
        if (problems.Count > 0)
            throw Errors.ValidationException($"Session policy is malformed: {problems[0].Message}");
    }
}
