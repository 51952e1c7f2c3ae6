using System.Text.RegularExpressions;

namespace Mantle.Organizations.Policies;

/// <summary>
/// What policies of each management type may say, as the syntax pages of the
/// <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_type-auth.html">Organizations User
/// Guide</see>
/// have it. Names that AWS adds to now and then (services of AI, resource types, Regions) are checked for their form only.
/// </summary>
static partial class PolicySchemas
{
    static readonly PolicyRule Flag = OneOf("true", "false"),
        Switch = OneOf("enabled", "disabled"),
        Days = Number(1, long.MaxValue);

    static readonly PolicyRule Regions = new ValueList(text => text == "ALL_SUPPORTED" || Region().IsMatch(text));

    static readonly PolicyRule InRegions = new Fields(new() { ["enable_in_regions"] = Regions, ["disable_in_regions"] = Regions })
    {
        Required = ["enable_in_regions", "disable_in_regions"],
    };

    static readonly Dictionary<string, PolicyRule> Types = new(StringComparer.Ordinal)
    {
        ["TAG_POLICY"] = Only("tags", new Named(IsTagKey, Tag) { IgnoreCase = true }),
        ["BACKUP_POLICY"] = Only("plans", new Named(BackupName().IsMatch, Plan())),
        ["AISERVICES_OPT_OUT_POLICY"] = Only(
            "services",
            new Named(Lower().IsMatch, new Fields(new() { ["opt_out_policy"] = OneOf("optIn", "optOut") }))
        ),
        ["CHATBOT_POLICY"] = Only("chatbot", Chat()),
        ["DECLARATIVE_POLICY_EC2"] = Only("ec2_attributes", Ec2()),
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
                        Region().IsMatch,
                        new Named(
                            Numbered("config_").IsMatch,
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

    static SingleValue OneOf(params string[] values) => new(text => Array.IndexOf(values, text) >= 0);

    static SingleValue Number(long least, long most) =>
        new(text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        );

    static Fields Rollout() => new(new() { ["patch_order"] = OneOf("first", "second", "last") });

    static bool IsTagKey(string text) => text.Length is > 0 and <= 128;

    /// <summary>
    /// The key names the tag in any spelling; <c>tag_key</c> says which one is compliant. A value has at most one wildcard.
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

    static Fields Plan()
    {
        var tags = new Named(
            IsTagKey,
            new Fields(new() { ["tag_key"] = new SingleValue(IsTagKey), ["tag_value"] = new SingleValue(text => text.Length <= 256) })
            {
                Required = ["tag_key", "tag_value"],
            }
        );
        var lifecycle = new Fields(
            new()
            {
                ["move_to_cold_storage_after_days"] = Days,
                ["delete_after_days"] = Days,
                ["opt_in_to_archive_for_supported_resources"] = Flag,
            }
        );
        var vault = new SingleValue(VaultArn().IsMatch);
        var minutes = Number(60, long.MaxValue);
        var role = new SingleValue(text =>
            text.StartsWith("arn:", StringComparison.Ordinal) && text.Contains(":role/", StringComparison.Ordinal)
        );
        var conditions = new Named(
            text => text is "string_equals" or "string_not_equals" or "string_like" or "string_not_like",
            new Named(
                _ => true,
                new Fields(new() { ["condition_key"] = new SingleValue(_ => true), ["condition_value"] = new SingleValue(_ => true) })
            )
        );
        var types = new ValueList(text => text.Length > 0);
        var scanners = (PolicyRule rule) => new Named(text => text == "GUARDDUTY", rule);
        return new(
            new()
            {
                ["regions"] = Regions,
                ["rules"] = new Named(
                    BackupName().IsMatch,
                    new Fields(
                        new()
                        {
                            ["schedule_expression"] = new SingleValue(Schedule().IsMatch),
                            ["schedule_expression_timezone"] = new SingleValue(text => text.Length > 0),
                            ["target_backup_vault_name"] = new SingleValue(VaultName().IsMatch),
                            ["target_logically_air_gapped_backup_vault_arn"] = vault,
                            ["start_backup_window_minutes"] = minutes,
                            ["complete_backup_window_minutes"] = minutes,
                            ["enable_continuous_backup"] = Flag,
                            ["lifecycle"] = lifecycle,
                            ["copy_actions"] = new Named(
                                VaultArn().IsMatch,
                                new Fields(new() { ["target_backup_vault_arn"] = vault, ["lifecycle"] = lifecycle })
                                {
                                    Required = ["target_backup_vault_arn"],
                                }
                            ),
                            ["recovery_point_tags"] = tags,
                            ["index_actions"] = new Fields(new() { ["resource_types"] = types }),
                            ["scan_actions"] = scanners(new Fields(new() { ["scan_mode"] = OneOf("INCREMENTAL_SCAN", "FULL_SCAN") })),
                        }
                    )
                ),
                ["selections"] = new Fields(
                    new()
                    {
                        ["tags"] = new Named(
                            BackupName().IsMatch,
                            new Fields(
                                new()
                                {
                                    ["iam_role_arn"] = role,
                                    ["tag_key"] = new SingleValue(IsTagKey),
                                    ["tag_value"] = new ValueList(text => text.Length <= 256),
                                    ["conditions"] = conditions,
                                }
                            )
                        ),
                        ["resources"] = new Named(
                            BackupName().IsMatch,
                            new Fields(
                                new()
                                {
                                    ["iam_role_arn"] = role,
                                    ["resource_types"] = types,
                                    ["not_resource_types"] = types,
                                    ["conditions"] = conditions,
                                }
                            )
                        ),
                    }
                ),
                ["advanced_backup_settings"] = new Fields(
                    new()
                    {
                        ["ec2"] = new Fields(new() { ["windows_vss"] = Switch }),
                        ["s3"] = new Fields(new() { ["backup_acls"] = Switch, ["backup_object_tags"] = Switch }),
                    }
                ),
                ["backup_plan_tags"] = tags,
                ["scan_settings"] = scanners(new Fields(new() { ["resource_types"] = types, ["scanner_role_arn"] = role })),
            }
        );
    }

    static Fields Chat()
    {
        var client = new Fields(new() { ["client"] = Switch });
        var roles = new ValueList(text => text is "user_role" or "channel_role");
        var teams = new Fields(new() { ["supported_role_settings"] = roles });
        var slack = new Fields(
            new()
            {
                ["supported_channel_types"] = new ValueList(text => text is "public" or "private"),
                ["supported_role_settings"] = roles,
            }
        );
        return new(
            new()
            {
                ["platforms"] = new Fields(
                    new()
                    {
                        ["slack"] = new Fields(
                            new()
                            {
                                ["client"] = Switch,
                                ["workspaces"] = new ValueList(text => text.Length > 0, 255),
                                ["default"] = slack,
                                ["overrides"] = new Named(text => text.Length > 0, slack, 255),
                            }
                        ),
                        ["microsoft_teams"] = new Fields(
                            new()
                            {
                                ["client"] = Switch,
                                ["tenants"] = new Named(text => text.Length > 0, new ValueList(text => text.Length > 0), 36),
                                ["default"] = teams,
                                ["overrides"] = new Named(text => text.Length > 0, new Named(text => text.Length > 0, teams, 36), 36),
                            }
                        ),
                        ["chime"] = client,
                        ["default"] = client,
                    }
                ),
                ["default"] = client,
            }
        );
    }

    static Fields Ec2()
    {
        var preference = OneOf("no_preference", "enabled", "disabled");
        var age = (string name) => new Fields(new() { [name] = Number(0, int.MaxValue) });
        return new(
            new()
            {
                ["exception_message"] = new SingleValue(_ => true),
                ["vpc_block_public_access"] = new Fields(
                    new()
                    {
                        ["internet_gateway_block"] = new Fields(
                            new() { ["mode"] = OneOf("off", "block_ingress", "block_bidirectional"), ["exclusions_allowed"] = Switch }
                        ),
                    }
                ),
                ["serial_console_access"] = new Fields(new() { ["status"] = Switch }),
                ["image_block_public_access"] = new Fields(new() { ["state"] = OneOf("unblocked", "block_new_sharing") }),
                ["snapshot_block_public_access"] = new Fields(
                    new() { ["state"] = OneOf("unblocked", "block_new_sharing", "block_all_sharing") }
                ),
                ["allowed_images_settings"] = new Fields(
                    new()
                    {
                        ["state"] = OneOf("enabled", "disabled", "audit_mode"),
                        ["image_criteria"] = new Named(
                            text =>
                                Numbered("criteria_").IsMatch(text)
                                && int.Parse(text["criteria_".Length..], CultureInfo.InvariantCulture) is >= 1 and <= 10,
                            new Fields(
                                new()
                                {
                                    ["allowed_image_providers"] = new ValueList(text =>
                                        text is "amazon" or "aws_marketplace" or "aws_backup_vault" || AccountId.IsValid(text)
                                    ),
                                    ["image_names"] = new ValueList(text => text.Length is > 0 and <= 128),
                                    ["marketplace_product_codes"] = new ValueList(text =>
                                        text.Length is > 0 and <= 25 && text.All(char.IsAsciiLetterOrDigit)
                                    ),
                                    ["creation_date_condition"] = age("maximum_days_since_created"),
                                    ["deprecation_time_condition"] = age("maximum_days_since_deprecated"),
                                }
                            )
                        ),
                    }
                ),
                ["instance_metadata_defaults"] = new Fields(
                    new()
                    {
                        ["http_tokens"] = OneOf("no_preference", "required", "optional"),
                        ["http_put_response_hop_limit"] = Number(-1, 64),
                        ["http_endpoint"] = preference,
                        ["instance_metadata_tags"] = preference,
                        ["http_tokens_enforced"] = preference,
                    }
                ),
            }
        );
    }

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

    static Regex Numbered(string prefix) => prefix == "config_" ? Configuration() : Criteria();

    [GeneratedRegex(@"^config_[0-9]{1,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Configuration();

    [GeneratedRegex(@"^criteria_[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Criteria();

    [GeneratedRegex(@"^[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[a-z][a-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Lower();

    /// <summary><c>ec2:instance</c>, <c>ec2:*</c>, <c>ec2:ALL_SUPPORTED</c>.</summary>
    [GeneratedRegex(@"^[a-z0-9-]+:(?:\*|[A-Za-z0-9_/.-]+(?:\*)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceType();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,50}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BackupName();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{2,50}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VaultName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:backup:[^:]+:[^:]+:backup-vault:[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VaultArn();

    [GeneratedRegex(@"^(?:cron|rate)\(.+\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Schedule();
}
