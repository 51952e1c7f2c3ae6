using System.Text.RegularExpressions;
using static Mantle.Organizations.Policies.SchemaRules;

namespace Mantle.Organizations.Policies;

/// <summary>
/// The schema of <see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html">backup
/// policies</see>.
/// </summary>
static partial class BackupPolicySchema
{
    public static Fields Plan()
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

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,50}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex BackupName();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{2,50}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VaultName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:backup:[^:]+:[^:]+:backup-vault:[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VaultArn();

    [GeneratedRegex(@"^(?:cron|rate)\(.+\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Schedule();
}
