namespace Mantle.Policy;

/// <summary>IAM's rules for values of <c>Resource</c> and <c>NotResource</c>.</summary>
static class ResourceRules
{
    static readonly string[] Partitions = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

    static readonly string[] IamResources =
    [
        "user/",
        "federated-user/",
        "role/",
        "group/",
        "instance-profile/",
        "mfa/",
        "server-certificate/",
        "policy/",
        "sms-mfa/",
        "saml-provider/",
        "oidc-provider/",
        "report/",
        "access-report/",
        "delegation-request/",
    ];

    /// <summary>AWS's message; null if the value is valid.</summary>
    public static string? Problem(string resource)
    {
        if (resource == "*")
            return null;
        var given = resource.Split(':', 6);
        if (given.Length < 2)
            return $"Resource {resource} must be in ARN format or \"*\".";
        // AWS reads a shorter text as an ARN whose missing parts match anything, whatever its first part is.
        string[] parts = ["arn", .. given[1..], .. Enumerable.Repeat("*", 6 - given.Length)];
        if (!parts[1].Contains('*') && !Partitions.Contains(parts[1]))
            return $"Partition \"{parts[1]}\" is not valid for resource \"{string.Join(':', parts)}\".";
        if (given[0] != "arn")
            return $"Resource {resource} must be in ARN format or \"*\".";
        if (parts[2].Length == 0 || (given.Length < 6 && resource.Contains("::", StringComparison.Ordinal) && !resource.EndsWith('*')))
            return AwsMessages.LegacyParsing;
        if (parts[2].AsSpan().ContainsAny('*', '?'))
            return AwsMessages.ResourceVendor;
        return parts[2] switch
        {
            "iam" => IamProblem(resource, parts),
            "s3" when parts[3] is not ("" or "*") && parts[4].Length == 0 => $"Resource {resource} can not contain region information.",
            _ => null,
        };
    }

    static string? IamProblem(string resource, string[] parts)
    {
        if (parts[3] is not ("" or "*"))
            return $"IAM resource {resource} cannot contain region information.";
        var path = parts[5];
        return
            path is "root"
            || path.StartsWith('*')
            || path.StartsWith("${", StringComparison.Ordinal)
            || IamResources.Any(r => path.StartsWith(r, StringComparison.Ordinal))
            ? null
            : AwsMessages.IamResourcePath;
    }
}
