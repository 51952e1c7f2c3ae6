using System.Text.RegularExpressions;
using static Mantle.Organizations.Policies.SchemaRules;

namespace Mantle.Organizations.Policies;

/// <summary>The schema of declarative policies for EC2.</summary>
static partial class Ec2PolicySchema
{
    public static Fields Attributes()
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
                                Criteria().IsMatch(text)
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

    [GeneratedRegex(@"^criteria_[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Criteria();
}
