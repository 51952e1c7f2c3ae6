namespace Mantle.Wire.Tests;

public class QueryParametersTests
{
    [Fact]
    public void Names_and_values_are_unescaped()
    {
        var parameters = Parse("Action=CreateUser&User%4Eame=J%c3%bcrgen+M&Empty=&Bare&&");
        Assert.Equal(4, parameters.Count);
        Assert.Equal("CreateUser", parameters.Find("Action"u8));
        Assert.Equal("Jürgen M", parameters.Find("UserName"u8));
        Assert.Equal("", parameters.Find("Empty"u8));
        Assert.Equal("", parameters.Find("Bare"u8));
        Assert.Null(parameters.Find("action"u8));
        Assert.Null(parameters.Find(""u8));
    }

    [Fact]
    public void A_query_string_reads_like_a_body()
    {
        var parameters = QueryParameters.Parse("?Action=GetUser&UserName=%E4%BD%A0&Plain=ü".AsSpan());
        Assert.Equal("GetUser", parameters.Find("Action"u8));
        Assert.Equal("你", parameters.Find("UserName"u8));
        Assert.Equal("ü", parameters.Find("Plain"u8));
    }

    [Fact]
    public void No_text_has_no_parameters()
    {
        Assert.Equal(0, Parse("").Count);
        Assert.Equal(0, QueryParameters.Parse("?".AsSpan()).Count);
    }

    [Theory]
    [InlineData("A=%")]
    [InlineData("A=%4")]
    [InlineData("A=%4G")]
    [InlineData("A=%-1")]
    [InlineData("%zz=1")]
    [InlineData("A=%C3")]
    [InlineData("A=%ED%A0%80")]
    [InlineData("A=%C0%80")]
    [InlineData("=value")]
    [InlineData("A=%C3&%BC=1")]
    public void A_broken_escape_or_text_is_refused(string form)
    {
        var error = Assert.Throws<ApiException>(() => Parse(form));
        Assert.Equal("MalformedQueryString", error.Code);
        Assert.Equal(400, error.HttpStatus);
        Assert.Equal(Fault.Sender, error.Fault);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.Equal("MalformedQueryString", Assert.Throws<ApiException>(() => QueryParameters.Parse([(byte)'A', (byte)'=', 0xFF])).Code);

    [Fact]
    public void Half_a_surrogate_pair_in_a_query_string_is_refused() =>
        Assert.Equal("MalformedQueryString", Assert.Throws<ApiException>(() => QueryParameters.Parse("A=\uD83D".AsSpan())).Code);

    [Theory]
    [InlineData("Action=A&Action=B", "Action", "A")]
    [InlineData("UserName=a&X=1&User%4eame=b", "UserName", "a")]
    [InlineData("Tags.member.1.Key=a&X=1&Tags.member.1.Key=b&Tags.member.1.Key=c", "Tags.member.1.Key", "a")]
    public void Of_a_name_given_twice_the_first_counts(string form, string name, string value)
    {
        var parameters = Parse(form);
        Assert.Equal(value, parameters.Find(Encoding.UTF8.GetBytes(name)));
        Assert.Equal(parameters.Names.Distinct(), parameters.Names);
    }

    [Fact]
    public void Of_many_names_given_twice_the_first_counts()
    {
        var parameters = Parse(string.Join('&', Enumerable.Range(0, 200).Select(i => $"P{i % 50}={i}")));
        Assert.Equal(50, parameters.Count);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal($"{i}", parameters.Find(Encoding.UTF8.GetBytes($"P{i}"))));
    }

    [Fact]
    public void Sizes_are_limited()
    {
        Parse(string.Join('&', Enumerable.Range(0, QueryParameters.MaxCount).Select(i => $"P{i}")));
        Refused(string.Join('&', Enumerable.Range(0, QueryParameters.MaxCount + 1).Select(i => $"P{i}")));
        Parse(new string('N', QueryParameters.MaxNameLength));
        Refused(new string('N', QueryParameters.MaxNameLength + 1));
        Parse("A=" + new string('v', QueryParameters.MaxLength - 2));
        Refused("A=" + new string('v', QueryParameters.MaxLength - 1));
        Assert.Throws<ApiException>(() => QueryParameters.Parse(("A=" + new string('v', QueryParameters.MaxLength - 1)).AsSpan()));

        static void Refused(string form) => Assert.Equal("MalformedQueryString", Assert.Throws<ApiException>(() => Parse(form)).Code);
    }

    [Fact]
    public void Any_number_of_parameters_in_any_order_is_found()
    {
        var random = new Random(7);
        foreach (var count in new[] { 1, 2, 31, 32, 33, 500 })
        {
            var names = Enumerable.Range(0, count).Select(i => $"Name.{i * 7}").ToArray();
            random.Shuffle(names);
            var parameters = Parse(string.Join('&', names.Select(name => $"{name}=v{name}")));
            Assert.All(names, name => Assert.Equal("v" + name, parameters.Find(Encoding.UTF8.GetBytes(name))));
            Assert.Null(parameters.Find("Name.1"u8));
        }
    }

    [Fact]
    public void Whatever_the_bytes_the_answer_is_parameters_or_an_ApiException()
    {
        var random = new Random(11);
        var alphabet = "AB=&%+.0123456789cF\u00e4"u8.ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var form = new byte[random.Next(40)];
            for (var j = 0; j < form.Length; j++)
                form[j] = random.Next(20) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            try
            {
                var parameters = QueryParameters.Parse(form);
                Assert.All(parameters.Names, name => Assert.NotNull(parameters.Find(Encoding.UTF8.GetBytes(name))));
            }
            catch (ApiException error)
            {
                Assert.Equal("MalformedQueryString", error.Code);
            }
        }
    }

    static QueryParameters Parse(string form) => QueryParameters.Parse(Encoding.UTF8.GetBytes(form));
}
