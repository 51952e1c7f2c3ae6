using Mantle.Core.Authorization;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

/// <summary>The account that receives a handshake, and its email address where the request names it by that.</summary>
sealed record HandshakeTarget(AccountId AccountId, string? Email)
{
    /// <exception cref="Wire.ApiException">InvalidInputException: it is neither an account id nor an account's email address.</exception>
    public static async ValueTask<HandshakeTarget> ReadAsync(Call c, HandshakeParty party)
    {
        switch (party.Type)
        {
            case HandshakePartyType.Account:
                if (!AccountId.TryParse(party.Id, out var account))
                    throw Errors.InvalidInputException(
                        "You provided a value that does not match the required pattern.",
                        InvalidInputExceptionReason.InvalidPatternTargetId
                    );
                await c.View.IncludeAsync(account);
                return c.FindAccount(account)?.Root is null
                    ? throw Errors.InvalidInputException(
                        "You can't perform the specified operation on that target entity.",
                        InvalidInputExceptionReason.TargetNotSupported
                    )
                    : new(account, null);
            case HandshakePartyType.Email:
                var owner =
                    await MemberAccount.OfEmailAsync(c, party.Id)
                    ?? throw Errors.InvalidInputException(
                        "You specified an invalid email address for the invited account owner.",
                        InvalidInputExceptionReason.InvalidEmailAddressTarget
                    );
                await c.View.IncludeAsync(owner);
                return new(owner, party.Id);
            default:
                throw Errors.InvalidInputException(
                    "You specified the wrong type of entity (account, organization, or email) as a party.",
                    InvalidInputExceptionReason.InvalidPartyTypeTarget
                );
        }
    }
}
