using Mantle.Core.Authorization;
using Mantle.Policy;

namespace Mantle.Iam.Delegation;

/// <summary>Whether a caller has the rights that a policy asks for, so that accepting the request would lend them.</summary>
static class PermissionCheck
{
    public static string Of(Call call, string document)
    {
        var unsure = false;
        foreach (var statement in PolicyDocument.Parse(document).Statements)
        {
            if (statement.Effect != Effect.Allow)
                continue;
            // What a wildcard or a condition covers is more than one decision can answer.
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
