using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Settings;

[Operation]
static class SetSecurityTokenServicePreferences
{
    public static Access Requires(SetSecurityTokenServicePreferencesRequest r, Call c) =>
        new(Actions.SetSecurityTokenServicePreferences, "*");

    /// <summary>
    /// Mantle's tokens are valid in every Region, whichever version is set. GetAccountSummary reports the setting
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html"/>).
    /// </summary>
    public static void Execute(SetSecurityTokenServicePreferencesRequest r, Change change) =>
        change.Put(change.Account.Settings with { GlobalEndpointTokenVersion = r.GlobalEndpointTokenVersion == "v2Token" ? 2 : 1 });
}
