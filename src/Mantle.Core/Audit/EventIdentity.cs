using System.Text.Json;
using Mantle.Core.Storage;

namespace Mantle.Core.Audit;

/// <summary>Reads who called out of an event's <c>userIdentity</c>.</summary>
static class EventIdentity
{
    const int LongestValue = 2_048;

    /// <summary>Reads the value of the member that the reader is at.</summary>
    public static void Read<T>(scoped ref Utf8JsonReader json, scoped ref T attributes)
        where T : IEventAttributes
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        Span<byte> typeBuffer = stackalloc byte[64],
            arnBuffer = stackalloc byte[LongestValue],
            nameBuffer = stackalloc byte[LongestValue],
            buffer = stackalloc byte[LongestValue];
        scoped ReadOnlySpan<byte> type = [],
            arn = [],
            name = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            if (json.ValueTextEquals("type"u8))
                type = typeBuffer[..Next(ref json, typeBuffer)];
            else if (json.ValueTextEquals("arn"u8))
                arn = arnBuffer[..Next(ref json, arnBuffer)];
            else if (json.ValueTextEquals("userName"u8))
                name = nameBuffer[..Next(ref json, nameBuffer)];
            else if (json.ValueTextEquals("accessKeyId"u8))
                Add(TrailAttribute.AccessKeyId, buffer[..Next(ref json, buffer)], ref attributes);
            else if (json.ValueTextEquals("principalId"u8))
                Add(TrailAttribute.PrincipalId, IdOf(buffer[..Next(ref json, buffer)]), ref attributes);
            else if (json.ValueTextEquals("sessionContext"u8))
                Session(ref json, ref attributes);
            else
            {
                json.Read();
                json.Skip();
            }
        Name(type, arn, name, ref attributes);
    }

    static void Name<T>(ReadOnlySpan<byte> type, ReadOnlySpan<byte> arn, ReadOnlySpan<byte> name, scoped ref T attributes)
        where T : IEventAttributes
    {
        if (type.SequenceEqual("Root"u8))
        {
            attributes.Add(TrailAttribute.Username, "root"u8);
            attributes.Add(TrailAttribute.User, "root"u8);
            Add(TrailAttribute.User, arn, ref attributes);
        }
        else if (type.SequenceEqual("AssumedRole"u8) || type.SequenceEqual("FederatedUser"u8))
        {
            var session = arn[(arn.LastIndexOf((byte)'/') + 1)..];
            Add(TrailAttribute.Username, session, ref attributes);
            Add(TrailAttribute.Session, session, ref attributes);
        }
        else
        {
            Add(TrailAttribute.Username, name, ref attributes);
            if (!type.SequenceEqual("IAMUser"u8))
                return;
            Add(TrailAttribute.User, name, ref attributes);
            Add(TrailAttribute.User, arn, ref attributes);
        }
    }

    /// <summary>Reads the role of a session, and the user behind a federated user.</summary>
    static void Session<T>(scoped ref Utf8JsonReader json, scoped ref T attributes)
        where T : IEventAttributes
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isIssuer = json.ValueTextEquals("sessionIssuer"u8);
            json.Read();
            if (isIssuer && json.TokenType == JsonTokenType.StartObject)
                Issuer(ref json, ref attributes);
            else
                json.Skip();
        }
    }

    static void Issuer<T>(scoped ref Utf8JsonReader json, scoped ref T attributes)
        where T : IEventAttributes
    {
        Span<byte> typeBuffer = stackalloc byte[64],
            buffer = stackalloc byte[LongestValue];
        var attribute = TrailAttribute.User;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            if (json.ValueTextEquals("type"u8))
                attribute = ((ReadOnlySpan<byte>)typeBuffer[..Next(ref json, typeBuffer)]).SequenceEqual("Role"u8)
                    ? TrailAttribute.Role
                    : TrailAttribute.User;
            else if (json.ValueTextEquals("arn"u8) || json.ValueTextEquals("userName"u8))
                Add(attribute, buffer[..Next(ref json, buffer)], ref attributes);
            else
            {
                json.Read();
                json.Skip();
            }
    }

    static int Next(scoped ref Utf8JsonReader json, scoped Span<byte> buffer)
    {
        json.Read();
        var length = EventReader.Copy(ref json, buffer);
        json.Skip();
        return length;
    }

    /// <summary>The unique id in the principal id of a session, which goes on with the session's name.</summary>
    static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> principalId) =>
        principalId.IndexOf((byte)':') is > 0 and var end ? principalId[..end] : principalId;

    static void Add<T>(TrailAttribute attribute, ReadOnlySpan<byte> value, scoped ref T attributes)
        where T : IEventAttributes
    {
        if (!value.IsEmpty)
            attributes.Add(attribute, value);
    }
}
