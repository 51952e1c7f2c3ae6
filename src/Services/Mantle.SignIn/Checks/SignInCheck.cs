using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Iam.Entities;
using Mantle.SignIn.Entities;

namespace Mantle.SignIn.Checks;

/// <summary>
/// Checks what people sign in with: the password of a user with a login profile and the code of the user's virtual MFA device, or an
/// access key of the root user. Every page that people sign in at uses it. Guessing is limited, an unknown user takes as long as a wrong
/// password, and both get the same answer.
/// </summary>
sealed class SignInCheck(Ledger ledger, Passwords passwords, MfaCodes codes, SecretBox secrets, SealedTokens tickets)
{
    /// <summary>AWS's text for whatever was wrong.</summary>
    public const string Incorrect = "Your authentication information is incorrect. Please try again.";

    /// <summary>Checks an attempt.</summary>
    /// <param name="attempt">What the person entered.</param>
    /// <param name="purpose">What is signed in for. The second step has the same.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Cancels the hashing.</param>
    public async ValueTask<SignInOutcome> TryAsync(
        SignInAttempt attempt,
        string purpose,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (attempt.Ticket.Length > 0)
            return await ContinueAsync(attempt, purpose, now);
        if (await FindAccountAsync(attempt.Account) is not { Root: not null } account)
        {
            await CompareWithNothingAsync(attempt, cancellation);
            return new SignInOutcome.Refused(Incorrect, null, null);
        }
        return FindRootKey(account, attempt.UserName) is { } key
            ? OfRoot(account, key, attempt, purpose, now)
            : await OfUserAsync(account, attempt, purpose, now, cancellation);
    }

    async ValueTask<Account?> FindAccountAsync(string text)
    {
        var name = text.Trim();
        AccountId? id = AccountId.TryParse(name, out var parsed) ? parsed : await ledger.FindOwnerAsync(IamNames.Alias, name);
        return id is { } found ? await ledger.AccountAsync(found) : null;
    }

    static AccessKey? FindRootKey(Account account, string accessKeyId) =>
        account.Root!.AccessKeys.FirstOrDefault(key => key.Active && key.Id == accessKeyId.Trim());

    async ValueTask<SignInOutcome> OfUserAsync(
        Account account,
        SignInAttempt attempt,
        string purpose,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var name = attempt.UserName.Trim();
        var user = account.Users.Find(name);
        var refused = new SignInOutcome.Refused(Incorrect, account, user?.Id);
        // Tries with an unknown name are counted as those with a known one, so that the answers to both come equally fast.
        if (!passwords.Guesses.TryEnter(user?.Id ?? $"{account.Id}/{name.ToUpperInvariant()}", now))
            return refused;
        if (user?.LoginProfile is not { } profile)
        {
            await CompareWithNothingAsync(attempt, cancellation);
            return refused;
        }
        var hashes = passwords.HashesOf(account, user);
        if (!hashes.IsCurrent((await passwords.DeriveAsync(hashes, attempt.Password, cancellation)).Hash))
            return refused;
        passwords.Guesses.Succeeded(user.Id);
        if (profile.ResetRequired || IsExpired(account, profile, now))
            return refused with
            {
                Message = "Your password must be changed before you can sign in. Change it with the AWS CLI, or ask your administrator.",
            };
        return Continue(account, user.Id, user.MfaDevices, SignInStatement.StampOf(account, user.Id)!, purpose, now);
    }

    SignInOutcome OfRoot(Account account, AccessKey key, SignInAttempt attempt, string purpose, DateTimeOffset now)
    {
        if (!passwords.Guesses.TryEnter(key.Id, now))
            return new SignInOutcome.Refused(Incorrect, account, account.Id);
        var secret = secrets.Open(key.Id, account.Secrets[key.Id]);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(attempt.Password.Trim())))
            return new SignInOutcome.Refused(Incorrect, account, account.Id);
        passwords.Guesses.Succeeded(key.Id);
        return Continue(account, account.Id, account.Root!.MfaDevices, key.Id, purpose, now);
    }

    /// <summary>The password was right: the person is signed in, or asked for the code of a device.</summary>
    SignInOutcome Continue(
        Account account,
        string principalId,
        ImmutableArray<MfaDevice> devices,
        string stamp,
        string purpose,
        DateTimeOffset now
    ) =>
        devices.IsEmpty
            ? new SignInOutcome.SignedIn(account, principalId, stamp, null)
            : new SignInOutcome.NeedsMfa(
                new SignInTicket(account.Id, principalId, stamp, purpose, now + SignInTicket.Lifetime).Seal(tickets)
            );

    /// <summary>The second step: the code of one of the person's devices.</summary>
    async ValueTask<SignInOutcome> ContinueAsync(SignInAttempt attempt, string purpose, DateTimeOffset now)
    {
        if (
            SignInTicket.Open(tickets, attempt.Ticket) is not { } ticket
            || ticket.Purpose != purpose
            || ticket.Expires <= now
            || await ledger.AccountAsync(AccountId.Parse(ticket.AccountId)) is not { } account
            || SignInStatement.StampOf(account, ticket.PrincipalId, ticket.PasswordStamp) != ticket.PasswordStamp
        )
            return new SignInOutcome.Refused("The sign-in took too long. Please start again.", null, null);
        var devices =
            ticket.PrincipalId == account.Id ? account.Root!.MfaDevices : account.FindUserById(ticket.PrincipalId)?.MfaDevices ?? [];
        // Only their makers can verify the codes of hardware tokens and security keys.
        foreach (var device in devices)
            if (
                account.VirtualMfaDevices.Find(device.SerialNumber) is { } known
                && await codes.VerifyAsync(account, known, attempt.MfaCode.Trim(), now)
            )
                return new SignInOutcome.SignedIn(account, ticket.PrincipalId, ticket.PasswordStamp, now)
                {
                    MfaSerialNumber = device.SerialNumber,
                };
        return new SignInOutcome.Refused(Incorrect, account, ticket.PrincipalId) { IsOfMfaCode = true };
    }

    /// <summary>Takes the time that checking a password takes.</summary>
    async ValueTask CompareWithNothingAsync(SignInAttempt attempt, CancellationToken cancellation) =>
        await passwords.DeriveAsync(PasswordHashes.New(), attempt.Password, cancellation);

    static bool IsExpired(Account account, LoginProfile profile, DateTimeOffset now) =>
        account.PasswordPolicy?.MaxAge is { } days && profile.PasswordChanged.AddDays(days) <= now;
}
