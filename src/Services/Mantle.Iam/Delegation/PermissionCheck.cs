using Mantle.Core.Authorization;
using Mantle.Policy;

namespace Mantle.Iam.Delegation;

/// <summary>
/// Whether the caller has the permissions that a request asks for: an accepted request passes on only what its approver may do.
/// </summary>
static class PermissionCheck
{
    public static string Of(Call call, string document)
    {
        var unsure = false;
        foreach (var statement in PolicyDocument.Parse(document).Statements)
        {
            if (statement.Effect != Effect.Allow)
                continue;
            // A single decision cannot tell whether the caller has everything that a wildcard or a condition covers.
            if (!statement.Action.IsPresent || !statement.Resource.IsPresent || statement.Conditions.Length > 0)
            {
                unsure = true;
                continue;
            }
            foreach (var action in statement.Action)
            foreach (var resource in statement.Resource)
                if (!ActionName.TryParse(action.Text, out var name))
                    unsure = true;
                else if (Authorizer.FindDenial(call, new Access(name, resource.Text)) is not null)
                    return "DENIED";
        }
        return unsure ? "UNSURE" : "ALLOWED";
    }
}
