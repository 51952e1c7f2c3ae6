namespace Mantle.Wire.Tests;

public class MapTests
{
    [Theory]
    [InlineData("Labels.entry.1.value=v")]
    [InlineData("Labels.entry.1.key=k")]
    [InlineData("Labels.entry.1.key=k&Labels.entry.1.value=v&Labels.entry.2.key=k&Labels.entry.2.value=w")]
    public void A_form_with_half_an_entry_or_a_key_twice_is_malformed(string form) =>
        Assert.Equal(
            "MalformedInput",
            Refused(() => EchoQuery.Operations.Echo.Bind(QueryParameters.Parse(Encoding.UTF8.GetBytes(form)))).Code
        );

    [Fact]
    public void Json_with_a_key_twice_is_refused() =>
        Assert.Equal("SerializationException", Refused(() => Json("""{"Labels":{"a":"b","a":"c"}}""")).Code);

    [Fact]
    public void Json_without_a_value_is_no_entry() => Assert.Empty(Json("""{"Labels":{"a":null}}""").Labels!);

    [Fact]
    public void Keys_and_values_keep_to_the_model()
    {
        Assert.Equal(
            "1 validation error detected: Value at 'labels' failed to satisfy constraint: Map keys must satisfy constraint: "
                + "[Member must have length less than or equal to 10, Member must have length greater than or equal to 1]",
            Refused(() => Json("""{"Labels":{"abcdefghijk":"v"}}""")).Message
        );
        Assert.Equal(
            "1 validation error detected: Value at 'labels' failed to satisfy constraint: Map value must satisfy constraint: "
                + "[Member must have length less than or equal to 20, Member must have length greater than or equal to 1, Member "
                + "must not be null]",
            Refused(() => Json("""{"Labels":{"a":""}}""")).Message
        );
    }

    [Fact]
    public void What_a_structure_in_a_map_breaks_is_told_with_its_key() =>
        Assert.Contains("at 'named.n.member.name' failed", Refused(() => Json("""{"Named":{"n":{}}}""")).Message, StringComparison.Ordinal);

    static EchoJson.Everything Json(string json) => EchoJson.Operations.Echo.Bind(Encoding.UTF8.GetBytes(json));

    static ApiException Refused(Func<object> bind) => Assert.Throws<ApiException>(bind);
}
