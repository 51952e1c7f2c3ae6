using System.Buffers.Text;
using System.Security.Cryptography;
using Mantle.Core.Secrets;
using DelegationRequest = Mantle.Iam.Entities.DelegationRequest;

namespace Mantle.Iam.Delegation;

/// <summary>
/// The exchange token of a delegation request: its id, sealed for the account that asked. It can be exchanged as often
/// as wanted within the time that rights were lent for, which begins when the token is sent.
/// </summary>
static class TradeInToken
{
    public static string Of(DelegationRequest request, SecretBox secrets) =>
        Base64Url.EncodeToString(secrets.Seal(Purpose(request.RequestorId), request.Id));

    /// <summary>The request's id; null for what is no token of that account.</summary>
    public static string? RequestId(string token, AccountId accountId, SecretBox secrets)
    {
        try
        {
            return secrets.Open(Purpose(accountId), Base64Url.DecodeFromChars(token));
        }
        catch (Exception error) when (error is FormatException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    static string Purpose(AccountId accountId) => "trade-in token of " + accountId;
}
