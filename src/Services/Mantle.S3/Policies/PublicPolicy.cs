using System.Net;
using System.Net.Sockets;
using Mantle.Policy;

namespace Mantle.S3.Policies;

/// <summary>
/// Whether S3 counts a policy as public: a statement allows an action to everyone, and no condition limits it to fixed values of a key that
/// identifies callers. <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"/>
/// </summary>
static class PublicPolicy
{
    /// <summary>Address blocks with a shorter prefix count as everyone.</summary>
    const int SmallestPrefixV4 = 8,
        SmallestPrefixV6 = 32;

    static readonly HashSet<string> Narrowing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceName",
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:SourceOrgID",
        "aws:SourceOwner",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:userid",
        "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    public static bool Is(PolicyDocument document) =>
        document.Statements.Any(statement =>
            statement.Effect == Effect.Allow && NamesEveryone(statement) && !statement.Conditions.Any(Narrows)
        );

    static bool NamesEveryone(PolicyStatement statement) =>
        !statement.Principal.IsPresent || statement.Principal.Any(principal => principal.Value == "*");

    static bool Narrows(PolicyCondition condition)
    {
        if (condition.IfExists || condition.SetOperator == SetOperator.ForAllValues || condition.Values.IsEmpty)
            return false;
        var key = condition.Key.Text;
        if (key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase))
            return condition.Operator == ConditionOperator.IpAddress && condition.Values.All(value => IsSmall(value.Text));
        if (!Narrowing.Contains(key))
            return false;
        return condition.Operator switch
        {
            ConditionOperator.StringEquals or ConditionOperator.StringEqualsIgnoreCase => condition.Values.All(value =>
                !HasVariable(value.Text)
            ),
            ConditionOperator.StringLike or ConditionOperator.ArnEquals or ConditionOperator.ArnLike => condition.Values.All(value =>
                IsFixed(key, value.Text)
            ),
            _ => false,
        };
    }

    /// <summary>
    /// A role's sessions, <c>AROA…:*</c>, are not a fixed value, like all wildcards. In an access point's ARN the name may be a wildcard,
    /// the account may not.
    /// </summary>
    static bool IsFixed(string key, string value)
    {
        if (key.Equals("s3:DataAccessPointArn", StringComparison.OrdinalIgnoreCase) && value.Split(':') is { Length: 6 } arn)
            value = arn[4];
        return !HasVariable(value) && value.AsSpan().IndexOfAny('*', '?') < 0;
    }

    static bool HasVariable(string value) => value.Contains("${", StringComparison.Ordinal);

    static bool IsSmall(string block)
    {
        var slash = block.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? block : block[..slash], out var address))
            return false;
        if (slash < 0)
            return true;
        return int.TryParse(block.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            && prefix >= (address.AddressFamily == AddressFamily.InterNetwork ? SmallestPrefixV4 : SmallestPrefixV6);
    }
}
