using System.Text.Json;
using Mantle.Core.Storage;
using Mantle.Wire;

namespace Mantle.Core.Audit;

/// <summary>
/// Reads the attributes of a recorded event, by which the trail is searched (<see cref="TrailAttribute"/>). It knows the layout of
/// CloudTrail's records and no service: resources are what the record lists, and what members named <c>…Name</c> and <c>…Arn</c> of the
/// request and the response contain.
/// </summary>
public static class EventReader
{
    /// <summary>Maximum depth of members that name resources in a request or response.</summary>
    const int NamingDepth = 2;

    /// <summary>Longest value that is an attribute, in bytes. No name or ARN is longer.</summary>
    const int LongestValue = 2_048;

    /// <summary>
    /// Reads one record.
    /// </summary>
    /// <param name="line">The record as JSON (UTF-8). What is no record has no attributes.</param>
    /// <param name="attributes">Takes the attributes.</param>
    /// <returns>The event's time in seconds since 1970; null if the record has none.</returns>
    public static long? Read<T>(ReadOnlySpan<byte> line, scoped ref T attributes)
        where T : IEventAttributes
    {
        var json = new Utf8JsonReader(line);
        var state = new State();
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                Member(ref json, ref attributes, ref state);
        }
        catch (JsonException)
        {
            // Whoever wrote such a line: it is found by account only.
        }
        return state.Time;
    }

    struct State
    {
        public long? Time;
        public ResourceNames Names;
    }

    static void Member<T>(scoped ref Utf8JsonReader json, ref T attributes, scoped ref State state)
        where T : IEventAttributes
    {
        if (json.ValueTextEquals("userIdentity"u8))
            EventIdentity.Read(ref json, ref attributes);
        else if (json.ValueTextEquals("requestParameters"u8) || json.ValueTextEquals("responseElements"u8))
        {
            json.Read();
            Message(ref json, ref attributes, ref state, 1);
        }
        else if (json.ValueTextEquals("resources"u8))
            Resources(ref json, ref attributes);
        else if (json.ValueTextEquals("additionalEventData"u8))
            Additional(ref json, ref attributes);
        else if (json.ValueTextEquals("eventTime"u8))
        {
            json.Read();
            state.Time =
                json.TokenType == JsonTokenType.String && Timestamps.TryParse(json.ValueSpan, out var time)
                    ? time.ToUnixTimeSeconds()
                    : null;
        }
        else if (json.ValueTextEquals("readOnly"u8))
        {
            json.Read();
            attributes.Add(TrailAttribute.ReadOnly, json.TokenType == JsonTokenType.True ? "true"u8 : "false"u8);
        }
        else if (AttributeOf(ref json) is { } attribute)
        {
            json.Read();
            Span<byte> buffer = stackalloc byte[LongestValue];
            var value = buffer[..Copy(ref json, buffer)];
            if (attribute == TrailAttribute.EventSource)
                state.Names = new ResourceNames(value);
            if (!value.IsEmpty)
                attributes.Add(attribute, value);
        }
        else
            json.Skip();
    }

    static TrailAttribute? AttributeOf(scoped ref Utf8JsonReader json) =>
        json.ValueTextEquals("eventID"u8) ? TrailAttribute.EventId
        : json.ValueTextEquals("eventName"u8) ? TrailAttribute.EventName
        : json.ValueTextEquals("eventSource"u8) ? TrailAttribute.EventSource
        : json.ValueTextEquals("errorCode"u8) ? TrailAttribute.Error
        : json.ValueTextEquals("eventCategory"u8) ? TrailAttribute.Category
        : json.ValueTextEquals("sharedEventID"u8) ? TrailAttribute.SharedEventId
        : null;

    /// <summary>Copies the current string without its escapes; nothing of what is no string or too long.</summary>
    /// <returns>Its length.</returns>
    internal static int Copy(scoped ref Utf8JsonReader json, scoped Span<byte> buffer) =>
        json.TokenType != JsonTokenType.String || json.ValueSpan.Length > buffer.Length ? 0 : json.CopyString(buffer);

    static void Message<T>(scoped ref Utf8JsonReader json, ref T attributes, scoped ref State state, int depth)
        where T : IEventAttributes
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        Span<byte> buffer = stackalloc byte[LongestValue];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = json.ValueSpan;
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject && depth < NamingDepth)
                Message(ref json, ref attributes, ref state, depth + 1);
            else if (json.TokenType == JsonTokenType.String)
                state.Names.Add(member, buffer[..Copy(ref json, buffer)], ref attributes);
            else
                json.Skip();
        }
    }

    static void Resources<T>(scoped ref Utf8JsonReader json, scoped ref T attributes)
        where T : IEventAttributes
    {
        Span<byte> arnBuffer = stackalloc byte[LongestValue],
            typeBuffer = stackalloc byte[256];
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            scoped ReadOnlySpan<byte> arn = [],
                type = [];
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isArn, isType) = (json.ValueTextEquals("ARN"u8), json.ValueTextEquals("type"u8));
                json.Read();
                if (isArn)
                    arn = arnBuffer[..Copy(ref json, arnBuffer)];
                else if (isType)
                    type = typeBuffer[..Copy(ref json, typeBuffer)];
                else
                    json.Skip();
            }
            if (!arn.IsEmpty)
                ResourceNames.AddArn(type, arn, ref attributes);
        }
    }

    static void Additional<T>(scoped ref Utf8JsonReader json, scoped ref T attributes)
        where T : IEventAttributes
    {
        Span<byte> buffer = stackalloc byte[LongestValue];
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isDenial, isId) = (json.ValueTextEquals("deniedAction"u8), json.ValueTextEquals("authorizationId"u8));
            json.Read();
            if (isDenial)
                attributes.Add(TrailAttribute.Denied, "true"u8);
            else if (isId)
                attributes.Add(TrailAttribute.AuthorizationId, buffer[..Copy(ref json, buffer)]);
            else
                json.Skip();
        }
    }
}
