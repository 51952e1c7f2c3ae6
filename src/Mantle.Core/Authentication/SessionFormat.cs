using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;

namespace Mantle.Core.Authentication;

/// <summary>
/// The binary form of a session inside its token: the fixed fields first, then policies and tags together, compressed with Brotli where
/// they are long. That part is limited, so that a token stays within 4 KiB of text and fits a presigned URL.
/// </summary>
public static class SessionFormat
{
    /// <summary>Maximum size of compressed policies and tags, in bytes. <c>PackedPolicySize</c> is the percentage of it in use.</summary>
    public const int PackedBudget = 2_560;

    /// <summary>
    /// Maximum size, in bytes, of policies and tags that are not compressed: compressing them takes longer than sealing the session.
    /// </summary>
    const int LongestUncompressed = 256;

    /// <summary>
    /// The second format adds the session's identity provider, the third and fourth one its workload, the fifth one its sign-in. The third
    /// one is read only: its workload is registered in the session's account and adds nothing to events.
    /// </summary>
    const byte Plain = 1,
        Federated = 2,
        OfLocalWorkload = 3,
        OfWorkload = 4,
        OfSignIn = 5;

    /// <summary>Added to the first byte where the session is delegated: who acts with it follows.</summary>
    const byte Delegated = 0x40;

    /// <summary>Added to the first byte where the packed part is not compressed.</summary>
    const byte Uncompressed = 0x80;

    /// <summary>Policies and tags in packed form, and whether they are compressed.</summary>
    public static PackedAttributes Pack(Session session)
    {
        if (session.Policy is null && session.PolicyArns.IsEmpty && session.Tags.IsEmpty)
            return PackedAttributes.None;
        using var buffer = new MemoryStream(LongestUncompressed);
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(session.Policy is null ? "" : Mantle.Policy.PolicySize.Minify(session.Policy.Text));
            writer.Write7BitEncodedInt(session.PolicyArns.Length);
            foreach (var arn in session.PolicyArns)
                writer.Write(arn);
            writer.Write7BitEncodedInt(session.Tags.Length);
            foreach (var tag in session.Tags)
            {
                writer.Write(tag.Key);
                writer.Write(tag.Value);
                writer.Write(session.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase));
            }
        }
        return buffer.Length <= LongestUncompressed ? new(buffer.ToArray(), false) : new(Compress(buffer), true);
    }

    static byte[] Compress(MemoryStream plain)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
            plain.WriteTo(brotli);
        return buffer.ToArray();
    }

    public static byte[] Write(Session session, PackedAttributes packed)
    {
        using var buffer = new MemoryStream(128 + packed.Length);
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        var format =
            session.Workload is not null ? OfWorkload
            : session.SignInArn is not null ? OfSignIn
            : session.Federation is not null ? Federated
            : Plain;
        writer.Write((byte)(format | (packed.IsCompressed ? 0 : Uncompressed) | (session.Delegation is null ? 0 : Delegated)));
        writer.Write((byte)session.Kind);
        writer.Write(session.AccountId);
        writer.Write(session.AccessKeyId);
        writer.Write(session.PrincipalId);
        writer.Write(session.Name);
        writer.Write(session.IssuedAt.ToUnixTimeMilliseconds());
        writer.Write(session.ExpiresAt.ToUnixTimeMilliseconds());
        writer.Write(session.MfaAt?.ToUnixTimeMilliseconds() ?? 0);
        writer.Write(session.SourceIdentity ?? "");
        writer.Write(session.Chained);
        if (session.Delegation is { } delegation)
        {
            writer.Write(delegation.DelegateId);
            writer.Write(delegation.RequestId);
        }
        if (session.Workload is { } workload)
        {
            writer.Write(workload.AccountId);
            WriteKeys(writer, workload.RegistrationId, workload.Keys);
            WriteKeys(writer, workload.AuditMembers);
        }
        else if (session.SignInArn is { } signIn)
            writer.Write(signIn);
        else if (session.Federation is { } federation)
            WriteKeys(writer, federation.Provider, federation.Keys);
        writer.Write(packed.Bytes);
        writer.Flush();
        return buffer.ToArray();
    }

    /// <exception cref="InvalidDataException">This version does not know the format.</exception>
    public static Session Read(byte[] bytes)
    {
        using var buffer = new MemoryStream(bytes);
        using var reader = new BinaryReader(buffer, Encoding.UTF8);
        var first = reader.ReadByte();
        var version = first & ~(Uncompressed | Delegated);
        if (version is < Plain or > OfSignIn)
            throw new InvalidDataException("The session is of another version.");
        var session = new Session
        {
            Kind = (SessionKind)reader.ReadByte(),
            AccountId = AccountId.Parse(reader.ReadString()),
            AccessKeyId = reader.ReadString(),
            PrincipalId = reader.ReadString(),
            Name = reader.ReadString(),
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
            MfaAt = reader.ReadInt64() is var mfa and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(mfa) : null,
            SourceIdentity = reader.ReadString() is { Length: > 0 } source ? source : null,
            Chained = reader.ReadBoolean(),
        };
        if ((first & Delegated) != 0)
            session = session with { Delegation = new SessionDelegation(AccountId.Parse(reader.ReadString()), reader.ReadString()) };
        if (version == Federated)
            session = session with { Federation = new SessionFederation(reader.ReadString(), ReadKeys(reader)) };
        if (version == OfLocalWorkload)
            session = session with { Workload = new SessionWorkload(session.AccountId, reader.ReadString(), ReadKeys(reader)) };
        if (version == OfWorkload)
            session = session with { Workload = ReadWorkload(reader) };
        if (version == OfSignIn)
            session = session with { SignInArn = reader.ReadString() };
        if (buffer.Position == buffer.Length)
            return session;
        return Unpack(session, (first & Uncompressed) != 0 ? buffer : new BrotliStream(buffer, CompressionMode.Decompress));
    }

    static SessionWorkload ReadWorkload(BinaryReader reader) =>
        new(AccountId.Parse(reader.ReadString()), reader.ReadString(), ReadKeys(reader)) { AuditMembers = ReadKeys(reader) };

    static void WriteKeys(BinaryWriter writer, string origin, ImmutableArray<SessionKey> sessionKeys)
    {
        writer.Write(origin);
        WriteKeys(writer, sessionKeys);
    }

    static void WriteKeys(BinaryWriter writer, ImmutableArray<SessionKey> sessionKeys)
    {
        writer.Write7BitEncodedInt(sessionKeys.Length);
        foreach (var key in sessionKeys)
        {
            writer.Write(key.Name);
            writer.Write7BitEncodedInt(key.Values.Length);
            foreach (var value in key.Values)
                writer.Write(value);
        }
    }

    static ImmutableArray<SessionKey> ReadKeys(BinaryReader reader)
    {
        var keys = ImmutableArray.CreateBuilder<SessionKey>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var name = reader.ReadString();
            var values = ImmutableArray.CreateBuilder<string>();
            for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
                values.Add(reader.ReadString());
            keys.Add(new SessionKey(name, values.ToImmutable()));
        }
        return keys.ToImmutable();
    }

    static Session Unpack(Session session, Stream packed)
    {
        using var reader = new BinaryReader(packed, Encoding.UTF8);
        var policy = reader.ReadString();
        var arns = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            arns.Add(reader.ReadString());
        var tags = ImmutableArray.CreateBuilder<Tag>();
        var transitive = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var tag = new Tag(reader.ReadString(), reader.ReadString());
            tags.Add(tag);
            if (reader.ReadBoolean())
                transitive.Add(tag.Key);
        }
        return session with
        {
            Policy = policy.Length == 0 ? null : PolicyText.Of(policy),
            PolicyArns = arns.ToImmutable(),
            Tags = tags.ToImmutable(),
            TransitiveTagKeys = transitive.ToImmutable(),
        };
    }
}
