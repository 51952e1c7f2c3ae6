using System.Text.Json;

namespace Mantle.Clients.Tests;

/// <summary>The import id of each resource, from the provider's pages.</summary>
static class TerraformImports
{
    /// <summary>Resources whose pages document no import.</summary>
    static readonly HashSet<string> Never =
    [
        "aws_iam_group_membership",
        "aws_iam_policy_attachment",
        "aws_iam_security_token_service_preferences",
        "aws_s3_object_copy",
        "aws_iam_user_group_membership",
    ];

    /// <summary>Members that only the configuration has: the provider reads them from nowhere, and sets them after an import.</summary>
    public static readonly IReadOnlySet<string> Unread = new HashSet<string>
    {
        "acl",
        "checksum_algorithm",
        "close_on_deletion",
        "content",
        "create_govcloud",
        "force_destroy",
        "force_detach_policies",
        "source",
    };

    /// <summary>Whether a resource can be imported. An id cannot have a bucket that is an ARN, because the first slash ends it.</summary>
    public static bool Can(string type, JsonElement values) =>
        !Never.Contains(type)
        && !(type == "aws_s3_object" && values.GetProperty("bucket").GetString()!.StartsWith("arn:", StringComparison.Ordinal));

    /// <summary>An import block for a resource of a state.</summary>
    public static string Block(string address, string type, JsonElement values) =>
        $$"""
            import {
              to = {{address}}
              id = "{{Id(type, values)}}"
            }

            """;

    static string Id(string type, JsonElement values)
    {
        return type switch
        {
            "aws_iam_user_policy_attachment" => $"{Of("user")}/{Of("policy_arn")}",
            "aws_iam_group_policy_attachment" => $"{Of("group")}/{Of("policy_arn")}",
            "aws_iam_role_policy_attachment" => $"{Of("role")}/{Of("policy_arn")}",
            "aws_iam_user_policies_exclusive" or "aws_iam_user_policy_attachments_exclusive" => Of("user_name"),
            "aws_iam_group_policies_exclusive" or "aws_iam_group_policy_attachments_exclusive" => Of("group_name"),
            "aws_iam_role_policies_exclusive" or "aws_iam_role_policy_attachments_exclusive" => Of("role_name"),
            "aws_iam_user_ssh_key" => $"{Of("username")}:{Of("ssh_public_key_id")}:{Of("encoding")}",
            "aws_iam_server_certificate" => Of("name"),
            "aws_iam_virtual_mfa_device" => Of("arn"),
            "aws_s3control_access_point_policy" => Of("access_point_arn"),
            "aws_s3_object" or "aws_s3_bucket_object" => $"{Of("bucket")}/{Of("key")}",
            "aws_s3_bucket_acl" when Of("acl").Length > 0 => $"{Of("bucket")},{Of("acl")}",
            _ => Of("id"),
        };

        string Of(string name) => values.GetProperty(name).GetString() ?? "";
    }
}
