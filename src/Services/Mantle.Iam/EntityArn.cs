using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>ARNs of users, groups and roles.</summary>
static class EntityArn
{
    /// <exception cref="Wire.ApiException">InvalidInput: it is the ARN of something else, such as a session, or none.</exception>
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
