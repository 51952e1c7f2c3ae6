using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Wire;

namespace Mantle.Core.Operations;

/// <summary>Authenticates the calls that a service takes unsigned: their proof is in the request, a token or an assertion.</summary>
public interface ICallProof
{
    /// <summary>The account that the call is about; null when there is none.</summary>
    ValueTask<Account?> AccountAsync(object request);

    /// <summary>Who calls.</summary>
    /// <exception cref="ApiException">The proof is refused.</exception>
    ValueTask<ExternalIdentity> AuthenticateAsync(object request, Account? account, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Whether a refused proof is to be recorded in the account's trail: anybody can send one.</summary>
    bool MayRecord(Account account, DateTimeOffset now);
}
