using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mantle.Core.Accounts;

/// <summary>
/// Unique ids and access key ids with AWS's prefixes
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids"/>).
/// An access key id contains its account's number, so the caller's account is found without an index.
/// </summary>
public static class UniqueId
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public const string User = "AIDA",
        Role = "AROA",
        Group = "AGPA",
        InstanceProfile = "AIPA",
        ManagedPolicy = "ANPA";
    public const string ServerCertificate = "ASCA",
        SshPublicKey = "APKA",
        ServiceSpecificCredential = "ACCA";
    public const string AccessKey = "AKIA",
        SessionKey = "ASIA";

    /// <summary>
    /// Prefix of a SAML provider's <c>SAMLProviderUUID</c> and of the ids of its keys. AWS documents no prefix, only at least 22
    /// characters.
    /// </summary>
    public const string SamlProvider = "SAMLSP",
        SamlKey = "SAMLK";

    /// <summary>A new unique id: the prefix and 17 random characters.</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 17);

    /// <summary>A new SSH public key's id: the prefix and 16 random characters.</summary>
    public static string NewSshPublicKey() => SshPublicKey + RandomNumberGenerator.GetString(Alphabet, 16);

    /// <summary>A new signing certificate's id: 32 random characters, without a prefix.</summary>
    public static string NewCertificate() => RandomNumberGenerator.GetString(Alphabet, 32);

    /// <summary>
    /// A new access key id of an account: the prefix and 16 characters, 40 bits of the account's number and 39 random ones.
    /// </summary>
    public static string NewAccessKey(string prefix, AccountId accountId)
    {
        Span<byte> random = stackalloc byte[5];
        RandomNumberGenerator.Fill(random);
        // Layout as in AWS's ids: one set bit, forty of the account number, the rest free.
        var head = (1UL << 47) | (ulong.Parse(accountId, CultureInfo.InvariantCulture) << 7) | (random[4] & 0x7Ful);
        var bits = ((UInt128)head << 32) | BinaryPrimitives.ReadUInt32BigEndian(random);
        return string.Create(
            prefix.Length + 16,
            (prefix, bits),
            static (text, state) =>
            {
                state.prefix.CopyTo(text);
                for (var i = 0; i < 16; i++)
                    text[state.prefix.Length + i] = Alphabet[(int)(state.bits >> (75 - 5 * i)) & 31];
            }
        );
    }

    /// <summary>The account number in an access key id; null if the id was not made by <see cref="NewAccessKey"/>.</summary>
    public static AccountId? AccountOf(ReadOnlySpan<char> accessKeyId)
    {
        if (accessKeyId.Length != 20 || !(accessKeyId.StartsWith(AccessKey) || accessKeyId.StartsWith(SessionKey)))
            return null;
        ulong head = 0;
        for (var i = 4; i < 14; i++)
        {
            var value = Value(accessKeyId[i]);
            if (value < 0)
                return null;
            head = (head << 5) | (uint)value;
        }
        for (var i = 14; i < 20; i++)
            if (Value(accessKeyId[i]) < 0)
                return null;
        var account = (head >> 9) & 0xFF_FFFF_FFFF;
        return head >> 49 == 1 && account < 1_000_000_000_000
            ? AccountId.Parse(account.ToString("D12", CultureInfo.InvariantCulture))
            : null;
    }

    public static AccountId NewAccountId() =>
        AccountId.Parse(
            RandomNumberGenerator.GetInt32(1, 10).ToString(CultureInfo.InvariantCulture) + RandomNumberGenerator.GetString("0123456789", 11)
        );

    /// <summary>A secret access key: 40 characters, 240 random bits.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    static int Value(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' => c - 'A',
            >= '2' and <= '7' => c - '2' + 26,
            _ => -1,
        };
}
