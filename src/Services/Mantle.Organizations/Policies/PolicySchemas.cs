using System.Text.RegularExpressions;
using static Mantle.Organizations.Policies.SchemaRules;

namespace Mantle.Organizations.Policies;

/// <summary>
/// The schemas of the management policy types, from the syntax pages of the
/// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_type-auth.html">Organizations User
/// Guide</see>. AWS extends some lists of names from time to time (AI services, resource types, Regions); of those names only the form is
/// checked.
/// </summary>
static partial class PolicySchemas
{
    static readonly Dictionary<string, PolicyRule> Types = new(StringComparer.Ordinal)
    {
        ["TAG_POLICY"] = Only("tags", new Named(IsTagKey, Tag) { IgnoreCase = true }),
        ["BACKUP_POLICY"] = Only("plans", new Named(BackupPolicySchema.BackupName().IsMatch, BackupPolicySchema.Plan())),
        ["AISERVICES_OPT_OUT_POLICY"] = Only(
            "services",
            new Named(Lower().IsMatch, new Fields(new() { ["opt_out_policy"] = OneOf("optIn", "optOut") }))
        ),
        ["CHATBOT_POLICY"] = Only("chatbot", ChatPolicySchema.Chat()),
        ["DECLARATIVE_POLICY_EC2"] = Only("ec2_attributes", Ec2PolicySchema.Attributes()),
        ["SECURITYHUB_POLICY"] = Only("securityhub", InRegions),
        ["INSPECTOR_POLICY"] = Only("inspector", new Fields(new() { ["enablement"] = Inspector() })),
        ["NETWORK_SECURITY_DIRECTOR_POLICY"] = Only(
            "network_security_director",
            new Fields(new() { ["enablement"] = new Fields(new() { ["network_security_scan"] = InRegions }) })
        ),
        ["UPGRADE_ROLLOUT_POLICY"] = Only(
            "upgrade_rollout",
            new Fields(
                new()
                {
                    ["default"] = Rollout(),
                    ["tags"] = new Named(IsTagKey, new Fields(new() { ["tag_values"] = new Named(text => text.Length <= 256, Rollout()) })),
                }
            )
        ),
        ["BEDROCK_POLICY"] = Only(
            "bedrock",
            new Fields(
                new()
                {
                    ["guardrail_inference"] = new Named(
                        IsRegion,
                        new Named(
                            Configuration().IsMatch,
                            new Fields(
                                new()
                                {
                                    ["identifier"] = new SingleValue(text => text.StartsWith("arn:", StringComparison.Ordinal)),
                                    ["input_tags"] = OneOf("honor", "ignore"),
                                }
                            )
                            {
                                Open = true,
                            }
                        )
                    ),
                }
            )
        ),
        ["S3_POLICY"] = Only("s3_attributes", new Fields(new() { ["public_access_block_configuration"] = OneOf("all", "none") })),
    };

    public static PolicyRule Of(string type) => Types[type];

    static Fields Only(string subject, PolicyRule rule) => new(new() { [subject] = rule }) { Required = [subject] };

    static Fields Rollout() => new(new() { ["patch_order"] = OneOf("first", "second", "last") });

    /// <summary>
    /// The key names the tag in any spelling; <c>tag_key</c> has the compliant spelling. A value may contain one wildcard.
    /// </summary>
    static Fields Tag(string key) =>
        new(
            new()
            {
                ["tag_key"] = new SingleValue(text => text.Equals(key, StringComparison.OrdinalIgnoreCase)),
                ["tag_value"] = new ValueList(text => text.Length <= 256 && text.Count(c => c == '*') <= 1),
                ["enforced_for"] = new ValueList(ResourceType().IsMatch),
                ["report_required_tag_for"] = new ValueList(ResourceType().IsMatch),
            }
        );

    static Fields Inspector() =>
        new(
            new()
            {
                ["ec2_scanning"] = InRegions,
                ["ecr_scanning"] = InRegions,
                ["code_repository_scanning"] = InRegions,
                ["lambda_standard_scanning"] = new Fields(
                    new()
                    {
                        ["enable_in_regions"] = Regions,
                        ["disable_in_regions"] = Regions,
                        ["lambda_code_scanning"] = InRegions,
                    }
                )
                {
                    Required = ["enable_in_regions", "disable_in_regions"],
                },
            }
        );

    [GeneratedRegex(@"^config_[0-9]{1,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Configuration();

    [GeneratedRegex(@"^[a-z][a-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Lower();

    /// <summary><c>ec2:instance</c>, <c>ec2:*</c>, <c>ec2:ALL_SUPPORTED</c>.</summary>
    [GeneratedRegex(@"^[a-z0-9-]+:(?:\*|[A-Za-z0-9_/.-]+(?:\*)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceType();
}
