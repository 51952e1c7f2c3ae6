using Mantle.Core.Accounts;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>ARNs of IAM entities.</summary>
static class EntityArn
{
    /// <summary>The ARN of an entity that a call creates.</summary>
    public static Arn New(Account account, string type, string? path, string name) =>
        Arn.Parse($"arn:aws:iam::{account.Id}:{type}{path ?? "/"}{name}");

    /// <summary>The resource of a list operation: the path that its entities begin with.</summary>
    public static string OfPath(Account account, string type, string? pathPrefix) => $"arn:aws:iam::{account.Id}:{type}{pathPrefix ?? "/"}";

    /// <exception cref="Wire.ApiException">InvalidInput: it is not an ARN of a user, group or role (a session's ARN, for
    /// example).</exception>
    public static (string Type, string Name) Read(string arn) =>
        TryRead(arn, out var type, out var name)
            ? (type, name)
            : throw Errors.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");

    public static bool TryRead(string text, out string type, out string name)
    {
        type = name = "";
        if (!Arn.TryParse(text, out var arn) || !arn.Service.SequenceEqual("iam") || !AccountId.IsValid(arn.AccountId))
            return false;
        var slash = arn.Resource.IndexOf('/');
        if (slash < 0)
            return false;
        type = arn.Resource[..slash].ToString();
        name = arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..].ToString();
        return type is "user" or "group" or "role" && name.Length > 0;
    }
}
