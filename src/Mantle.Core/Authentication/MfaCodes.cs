using Mantle.Core.Accounts;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Core.Authentication;

/// <summary>
/// Verifies codes of virtual MFA devices. A code is accepted once, across all nodes and restarts: the store keeps the last used step.
/// </summary>
public sealed class MfaCodes(Ledger ledger, SecretBox secrets)
{
    /// <summary>Time steps of 30 seconds that a code may be early or late.</summary>
    const int Skew = 1;

    readonly GuessLimit guesses = new();

    /// <summary>Whether this is a current, unused code of the device. Verifying a code consumes it.</summary>
    public async ValueTask<bool> VerifyAsync(Account account, VirtualMfaDevice device, string code, DateTimeOffset now)
    {
        if (!guesses.TryEnter(device.Id, now))
            return false;
        if (FindStep(Seed(account, device), device, code, now) is not { } step || !await ledger.AdvanceAsync($"mfa/{device.Id}", step))
            return false;
        guesses.Succeeded(device.Id);
        return true;
    }

    public byte[] Seed(Account account, VirtualMfaDevice device) => Base32.Decode(secrets.Open(device.Id, account.Secrets[device.Id]));

    static long? FindStep(byte[] seed, VirtualMfaDevice device, string code, DateTimeOffset now)
    {
        var expected = Totp.StepAt(now) + device.Drift;
        for (var step = expected - Skew; step <= expected + Skew; step++)
            if (step > device.LastStep && Totp.Matches(seed, step, code))
                return step;
        return null;
    }
}
