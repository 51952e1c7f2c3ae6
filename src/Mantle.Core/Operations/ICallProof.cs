using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Wire;

namespace Mantle.Core.Operations;

/// <summary>Authenticates calls that a service accepts unsigned, by a token or an assertion in the request.</summary>
public interface ICallProof
{
    /// <summary>The account that the request names; null if it does not exist.</summary>
    ValueTask<Account?> AccountAsync(object request);

    /// <summary>Authenticates the caller.</summary>
    /// <exception cref="ApiException">The token or assertion is refused.</exception>
    ValueTask<ExternalIdentity> AuthenticateAsync(object request, Account? account, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Whether to record a refusal in the account's trail. It is limited, because anybody can send such a request.</summary>
    bool MayRecord(Account account, DateTimeOffset now);
}
