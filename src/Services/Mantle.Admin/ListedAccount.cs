using Mantle.Core.Storage;
using Mantle.Wire;

namespace Mantle.Admin;

/// <summary>The account whose events are listed.</summary>
static class ListedAccount
{
    /// <summary>The account with an id; null for no text, which stands for all accounts.</summary>
    /// <exception cref="ApiException">ValidationError: there is no such account.</exception>
    public static async Task<AccountId?> OfAsync(Ledger ledger, string? text) =>
        text is null ? null
        : AccountId.TryParse(text, out var named) && await ledger.AccountAsync(named) is not null ? named
        : throw CommonErrors.ValidationError($"There is no account {text}.");
}
