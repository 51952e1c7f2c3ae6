using Mantle.Core.Authorization;
using Mantle.Wire;
using Mantle.Wire.Organizations;

namespace Mantle.Organizations.Handshakes;

/// <summary>
/// The account that receives a handshake, and its email address where the request names it by that. Only a caller who may invite it learns
/// whether there is such an account.
/// </summary>
/// <param name="Found">The account; null if there is none.</param>
/// <param name="Email">The address.</param>
sealed record HandshakeTarget(AccountId? Found, string? Email)
{
    /// <summary>The account.</summary>
    /// <exception cref="ApiException">InvalidInputException: there is no such account.</exception>
    public AccountId AccountId =>
        Found
        ?? throw (
            Email is null
                ? Errors.InvalidInputException(
                    "You can't perform the specified operation on that target entity.",
                    InvalidInputExceptionReason.TargetNotSupported
                )
                : Errors.InvalidInputException(
                    "You specified an invalid email address for the invited account owner.",
                    InvalidInputExceptionReason.InvalidEmailAddressTarget
                )
        );

    /// <summary>The invitation is written to the organization and, if it exists, to the account.</summary>
    public WriteTarget Writes(Call c) => Found is { } account ? Administration.Writes(c, account) : Administration.Writes(c);

    /// <exception cref="ApiException">InvalidInputException: the target is neither an account id nor an email address.</exception>
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
                return new(c.FindAccount(account)?.Root is null ? null : account, null);
            case HandshakePartyType.Email:
                var owner = await MemberAccount.OfEmailAsync(c, party.Id);
                if (owner is { } known)
                    await c.View.IncludeAsync(known);
                return new(owner, party.Id);
            default:
                throw Errors.InvalidInputException(
                    "You specified the wrong type of entity (account, organization, or email) as a party.",
                    InvalidInputExceptionReason.InvalidPartyTypeTarget
                );
        }
    }
}
