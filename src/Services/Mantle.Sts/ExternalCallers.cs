using System.Collections.Concurrent;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Sts.Federation;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

/// <summary>Authenticates the unsigned calls of STS by a token or an assertion of an identity provider of the role's account.</summary>
sealed class ExternalCallers(Ledger ledger, SecretBox secrets, WebIdentityTokens webIdentities) : ICallProof
{
    /// <summary>
    /// How many refused tokens and assertions of an account are recorded in a minute. There is a limit because anybody can send them.
    /// </summary>
    const int RecordedPerMinute = 60;

    readonly ConcurrentDictionary<AccountId, (long Minute, int Count)> refused = new();

    /// <summary>The account of the role to assume; null when there is none.</summary>
    public async ValueTask<Account?> AccountAsync(object request) =>
        request switch
        {
            AssumeRoleWithWebIdentityRequest r => await ledger.AccountAsync(RoleReference.ParseUnsigned(r.RoleArn).AccountId),
            AssumeRoleWithSAMLRequest r => await ledger.AccountAsync(RoleReference.ParseUnsigned(r.RoleArn).AccountId),
            _ => throw new InvalidOperationException($"{request.GetType().Name} has neither a token nor an assertion."),
        };

    /// <exception cref="Wire.ApiException">The token or assertion is refused.</exception>
    public async ValueTask<ExternalIdentity> AuthenticateAsync(
        object request,
        Account? account,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        request switch
        {
            AssumeRoleWithWebIdentityRequest r when BuiltInIssuers.IsOfAccessTokens(r.ProviderId) => throw Errors.IDPRejectedClaim(
                $"Access tokens of {r.ProviderId} cannot be verified."
            ),
            AssumeRoleWithWebIdentityRequest r => await webIdentities.VerifyAsync(account, r.WebIdentityToken, now, cancellation),
            AssumeRoleWithSAMLRequest r => SamlAssertions.Verify(secrets, account, r.PrincipalArn, r.RoleArn, r.SAMLAssertion, now),
            _ => throw new InvalidOperationException($"{request.GetType().Name} has neither a token nor an assertion."),
        };

    /// <summary>Whether a refused token or assertion is recorded in the account's trail.</summary>
    public bool MayRecord(Account account, DateTimeOffset now)
    {
        if (account.OidcProviders.Count == 0 && account.SamlProviders.Count == 0)
            return false;
        var minute = now.ToUnixTimeSeconds() / 60;
        var (_, count) = refused.AddOrUpdate(
            account.Id,
            (minute, 1),
            (_, before) => before.Minute == minute ? (minute, before.Count + 1) : (minute, 1)
        );
        return count <= RecordedPerMinute;
    }
}
