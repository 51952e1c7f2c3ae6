using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.OutboundFederation;

[Operation]
sealed class EnableOutboundWebIdentityFederation(OutboundIssuers issuers)
{
    public static Access Requires(EnableOutboundWebIdentityFederationRequest r, Call c) =>
        new(Actions.EnableOutboundWebIdentityFederation, "*");

    /// <summary>Makes the first keys of an account's issuer, which takes a while; null where the issuer has keys already.</summary>
    public static ValueTask<FirstKeys?> WorkAsync(EnableOutboundWebIdentityFederationRequest r, Call c, CancellationToken cancellation) =>
        new(
            c.Account.Outbound is null
                ? new FirstKeys(TokenKeys.New(TokenKeys.Rsa, c.Time), TokenKeys.New(TokenKeys.EllipticCurve, c.Time))
                : null
        );

    public EnableOutboundWebIdentityFederationResponse Execute(EnableOutboundWebIdentityFederationRequest r, Change change, FirstKeys? keys)
    {
        var outbound = change.Account.Outbound;
        if (outbound is { Enabled: true })
            throw Errors.FeatureEnabled("Outbound web identity federation is already enabled for this account.");
        if (outbound is not null)
        {
            // Enabled again, the issuer keeps its URL: other systems may trust it.
            outbound = outbound with
            {
                Enabled = true,
            };
            change.Put(outbound);
        }
        else
        {
            outbound = new Core.Accounts.OutboundFederation
            {
                Enabled = true,
                IssuerId = RandomId.New().ToString(),
                Keys = [],
            };
            TokenKeys.Add(change, outbound, keys!.Rsa, keys.EllipticCurve);
            change.Claim(IamNames.Issuer, outbound.IssuerId);
        }
        return new EnableOutboundWebIdentityFederationResponse { IssuerIdentifier = issuers.UrlOf(outbound) };
    }
}

/// <summary>The first keys of an issuer.</summary>
sealed record FirstKeys((TokenKey Key, string Private) Rsa, (TokenKey Key, string Private) EllipticCurve)
{
    /// <summary>Leaves the private keys out of the text.</summary>
    public override string ToString() => nameof(FirstKeys);
}
