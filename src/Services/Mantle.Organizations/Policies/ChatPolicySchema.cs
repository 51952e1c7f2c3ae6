using static Mantle.Organizations.Policies.SchemaRules;

namespace Mantle.Organizations.Policies;

/// <summary>The schema of chat applications policies.</summary>
static class ChatPolicySchema
{
    public static Fields Chat()
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
}
