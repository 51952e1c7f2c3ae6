using Mantle.Core.Accounts;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OutboundFederation;

static class OutboundFeature
{
    /// <exception cref="Wire.ApiException">FeatureDisabled.</exception>
    public static Core.Accounts.OutboundFederation Enabled(Account account) =>
        account.Outbound is { Enabled: true } outbound
            ? outbound
            : throw Errors.FeatureDisabled("Outbound web identity federation is not enabled for this account.");
}
