using System.Buffers.Binary;
using System.Numerics;
using Mantle.Core.Storage;

namespace Mantle.Storage.Sqlite.Trails;

/// <summary>
/// The hashes under which the index has an event's attributes. They are stored, so they must never change. Different attributes can share
/// a hash: whoever finds an event by hash compares its attributes.
/// </summary>
static class EventHash
{
    const ulong Factor = 0x9E3779B97F4A7C15;

    /// <summary>The hash of all events of an account.</summary>
    public static uint OfAccount(ulong account) => Finish(Mix(account, 0), 0);

    /// <summary>The hash of an attribute's value.</summary>
    /// <param name="account">The account's number, for the value in one account; 0 for the value in all accounts.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">The value (UTF-8).</param>
    public static uint Of(ulong account, TrailAttribute attribute, ReadOnlySpan<byte> value)
    {
        var hash = Mix(account, (ulong)attribute + 1);
        var rest = value;
        for (; rest.Length >= 8; rest = rest[8..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        var last = 0UL;
        foreach (var octet in rest)
            last = (last << 8) | octet;
        return Finish(Mix(hash, last), (ulong)value.Length);
    }

    /// <summary>An account's number for hashing; never 0.</summary>
    public static ulong NumberOf(AccountId account) =>
        1 + (ulong.TryParse(account.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

    /// <summary>
    /// Whether the index has a value for each account. ARNs, keys and ids hardly occur in two accounts, so they have only their hash among
    /// all accounts.
    /// </summary>
    public static bool IsByAccount(TrailAttribute attribute, ReadOnlySpan<byte> value) =>
        attribute
            is not (
                TrailAttribute.EventId
                or TrailAttribute.AccessKeyId
                or TrailAttribute.AuthorizationId
                or TrailAttribute.PrincipalId
                or TrailAttribute.SharedEventId
            )
        && !value.StartsWith("arn:"u8);

    /// <summary>Whether the index has a value among all accounts. Those with few values are not worth it.</summary>
    public static bool IsAmongAll(TrailAttribute attribute) => attribute is not (TrailAttribute.ReadOnly or TrailAttribute.Category);

    /// <summary>The attribute under which the index has another one. The name of a session is always the event's user name too.</summary>
    public static TrailAttribute Indexed(TrailAttribute attribute) =>
        attribute == TrailAttribute.Session ? TrailAttribute.Username : attribute;

    static ulong Mix(ulong hash, ulong word) => BitOperations.RotateLeft((hash ^ word) * Factor, 29);

    static uint Finish(ulong hash, ulong length)
    {
        hash = Mix(hash, length);
        return (uint)((hash ^ (hash >> 32)) * Factor >> 32);
    }
}
