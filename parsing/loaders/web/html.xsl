<?xml version="1.0" encoding="utf-8"?>
<!--
  Writes a page out as one text, in reading order, for html.py to split. The marks are characters of the private use
  area: E000 and E001 enclose a table, E002 begins a row, E003 a cell, E004 ends a colspan or, behind a comma, a rowspan,
  cut to what shows that a number is too long, E005 parts paragraphs. A table with tables in it is layout: its rows and
  cells are paragraphs like any other.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="utf-8"/>

  <xsl:template match="head|script|style|iframe|object|svg|button|option"/>

  <!-- The value of a field in a cell is a line of its own: it joins no digits beside it. -->
  <xsl:template match="input|textarea|select">
    <xsl:if test="ancestor::table">&#xE005;</xsl:if>
    <xsl:apply-templates select="." mode="value"/>
    <xsl:if test="ancestor::table">&#xE005;</xsl:if>
  </xsl:template>

  <xsl:template match="textarea" mode="value">
    <xsl:apply-templates mode="lines"/>
  </xsl:template>

  <xsl:template match="input" mode="value">
    <xsl:variable name="type" select="translate(@type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"/>
    <xsl:choose>
      <xsl:when test="contains(' hidden submit button reset image file password color range ', concat(' ', $type, ' ')) and $type"/>
      <xsl:when test="$type = 'checkbox' or $type = 'radio'">
        <xsl:if test="@checked">√</xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="@value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Shown is the option chosen last, or the first that may be chosen; a list shows what is chosen in it. -->
  <xsl:template match="select" mode="value">
    <xsl:choose>
      <xsl:when test=".//option[@selected] and not(@multiple)">
        <xsl:apply-templates select="(.//option[@selected])[last()]/node()"/>
      </xsl:when>
      <xsl:when test="@multiple or @size &gt; 1">
        <xsl:for-each select=".//option[@selected]"><xsl:apply-templates/>&#xE005;</xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="(.//option[not(@disabled)])[1]/node()"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|legend|li|main|nav|ol|p|section|table|tbody|td|tfoot|th|thead|tr|ul">
    <xsl:text>&#xE005;</xsl:text>
    <xsl:apply-templates/>
    <xsl:text>&#xE005;</xsl:text>
  </xsl:template>

  <xsl:template match="pre">
    <xsl:text>&#xE005;</xsl:text>
    <xsl:apply-templates mode="lines"/>
    <xsl:text>&#xE005;</xsl:text>
  </xsl:template>

  <xsl:template match="text()" mode="lines">
    <xsl:value-of select="translate(., '&#10;', '&#xE005;')"/>
  </xsl:template>

  <xsl:template match="table[not(.//table)]" priority="1">
    <xsl:apply-templates select="caption"/>
    <xsl:text>&#xE000;</xsl:text>
    <xsl:for-each select=".//tr">
      <xsl:text>&#xE002;</xsl:text>
      <xsl:for-each select="*">
        <xsl:text>&#xE003;</xsl:text>
        <xsl:apply-templates select="@*"/>
        <xsl:apply-templates/>
      </xsl:for-each>
    </xsl:for-each>
    <xsl:text>&#xE001;</xsl:text>
  </xsl:template>

  <xsl:template match="@*"/>

  <xsl:template match="@colspan" priority="1">
    <xsl:value-of select="substring(., 1, 10)"/>
    <xsl:text>&#xE004;</xsl:text>
  </xsl:template>

  <xsl:template match="@rowspan" priority="1">
    <xsl:text>,</xsl:text>
    <xsl:value-of select="substring(., 1, 10)"/>
    <xsl:text>&#xE004;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
